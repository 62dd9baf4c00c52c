"""Tables in order, defaults that callers leave alone, types told by comparisons, keys of the dict that they are in."""

from __future__ import annotations

from typing import Any

import pytest

from fasterpy.records import Code, ExpressionCase
from fasterpy.sandbox.child import prelude
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.workload.builder import CombinedWorkloadBuilder

TEXT = '''
import json
from typing import Dict, List, Sequence, Tuple


def rates(trades: List[dict], history: Dict[str, List[Tuple[str, int]]]) -> list:
    """``history`` maps a currency to pairs of day and rate, oldest first."""
    out = []
    for trade in trades:
        rate = None
        for day, value in history.get(trade["currency"], []):
            if day <= trade["day"]:
                rate = value
        out.append(rate)
    return out


def spectrum(reads: List[str], k: int = 5) -> dict:
    counts = {}
    for read in reads:
        for i in range(len(read) - k + 1):
            counts[read[i : i + k]] = counts.get(read[i : i + k], 0) + 1
    return counts


def users(events: List[Tuple[str, str]], steps: List[str]) -> list:
    return [len({json.loads(text)["user"] for kind, text in events if kind == step}) for step in steps]


def matching(index: Dict[str, List[int]], terms: Sequence[str]) -> list:
    lists = [index[term] for term in terms if term in index]
    return [doc for doc in lists[0] if all(doc in other for other in lists[1:])] if lists else []


def expand(roles, name):
    if name not in roles:
        raise KeyError(name)
    granted = set(roles[name].get("grants", ()))
    for parent in roles[name].get("inherits", ()):
        granted |= expand(roles, parent)
    return granted


def months(principal, rate, payment):
    count = 0
    while principal > 0:
        if payment <= principal * rate // 1200:
            raise ValueError("never paid")
        principal -= payment - principal * rate // 1200
        count += 1
    return count


def permissions(roles, users):
    return {user: sorted(set().union(*(expand(roles, name) for name in names))) for user, names in users.items()}
'''


def _large(executor: ZygoteExecutor, name: str, sizes: tuple[int, ...] = (64, 256)) -> list[tuple[Any, ...]]:
    code = Code(text=TEXT, kind="function", filename="m.py", qualname=name)
    builder = CombinedWorkloadBuilder()
    cases = builder.sized(code, builder.build(code, executor, 4.0), executor, sizes, 0)
    space: dict[str, Any] = {**vars(prelude)}
    exec(TEXT, space)
    return [eval(c.expression, space) for c in cases if isinstance(c, ExpressionCase)]


def test_tables_are_long_and_in_order_and_what_is_compared_is_of_one_type(executor: ZygoteExecutor) -> None:
    found = _large(executor, "rates")
    assert found
    for (trades, history), _ in found:
        assert all(rows == sorted(rows, key=lambda row: row[0]) for rows in history.values())
        assert len(history) < len(trades)
        assert sum(map(len, history.values())) > len(trades)
        assert all(isinstance(trade["day"], str) and trade["currency"] in history for trade in trades)


def test_settings_stay_as_they_are(executor: ZygoteExecutor) -> None:
    found = _large(executor, "spectrum")
    assert found
    assert all(len(args) == 1 and not named for args, named in found)


def test_documents_are_told_from_other_texts(executor: ZygoteExecutor) -> None:
    found = _large(executor, "users", (16, 64))
    assert found
    for (events, _steps), _ in found:
        assert all(text.startswith("{") and not kind.startswith("{") for kind, text in events)


def test_numbers_behind_texts_are_no_graph(executor: ZygoteExecutor) -> None:
    for (index, terms), *_ in _large(executor, "matching"):
        assert all(isinstance(doc, int) for docs in index.values() for doc in docs)
        assert any(term in index for term in terms)


@pytest.mark.parametrize("size", [64])
def test_a_list_of_keys_of_the_dict_that_it_is_in(executor: ZygoteExecutor, size: int) -> None:
    found = _large(executor, "permissions", (16, size))
    assert found
    for (roles, users), _ in found:
        parents = [parent for role in roles.values() for parent in role.get("inherits", ())]
        assert set(parents) <= set(roles)
        assert {name for names in users.values() for name in names} <= set(roles)


FRAMES = """
from typing import Iterator, List, Tuple

MARK = 0xA5
WORDS = {"a": ["TTT", "TTC", "TTA"], "b": ["TCA", "TCC", "TCT"], "*": ["TAA", "TAG", "TAT"]}


def decode(data: bytes) -> List[Tuple[int, bytes]]:
    out = []
    while len(data) >= 3:
        if data[0] != MARK:
            raise ValueError("no mark")
        size = data[2]
        body = data[3 : 3 + size]
        if len(data) < 4 + size:
            break
        if sum(body) % 256 != data[3 + size]:
            raise ValueError("bad sum")
        out.append((data[1], body))
        data = data[4 + size :]
    return out


def parts(text: str) -> list:
    out, part = [], ""
    for i in range(0, len(text) - 2, 3):
        letter = next((name for name, words in WORDS.items() if text[i : i + 3] in words), "?")
        if letter == "*" and len(part) > 1:
            out.append(part)
            part = ""
        else:
            part += letter
    return out
"""


@pytest.mark.parametrize("name", ["decode", "parts"])
def test_frames_and_words_of_the_module_are_met(executor: ZygoteExecutor, name: str) -> None:
    code = Code(text=FRAMES, kind="function", filename="m.py", qualname=name)
    space: dict[str, Any] = {**vars(prelude)}
    exec(FRAMES, space)
    results = []
    for case in CombinedWorkloadBuilder().build(code, executor, 4.0).cases:
        if isinstance(case, ExpressionCase):
            args, named = eval(case.expression, space)
            try:
                results.append(space[name](*args, **named))
            except ValueError:
                continue
    assert sum(bool(result) for result in results) >= 3


def test_numbers_that_are_far_apart_keep_the_target_busy(executor: ZygoteExecutor) -> None:
    space: dict[str, Any] = {}
    exec(TEXT, space)
    counts = [space["months"](*args, **named) for args, named in _large(executor, "months", (16, 64, 256))]
    assert max(counts) > 20


KNOWN = """
from typing import Dict, List, Tuple

LOADS = frozenset({"LOAD", "RETURN"})
NAMES = frozenset({"NAME", "CALL"})


def places(program: List[Tuple[str, int]]) -> list:
    out = []
    for op, arg in program:
        if op in LOADS:
            out.append(arg)
        elif op in NAMES:
            out.append(-arg)
        else:
            raise ValueError(op)
    return out


def linked(modules: Dict[str, List[str]]) -> list:
    waiting, order = list(modules), []
    while waiting:
        before = len(order)
        for name in list(waiting):
            if all(one in order for one in modules[name]):
                order.append(name)
                waiting.remove(name)
        if len(order) == before:
            raise ValueError("circle")
    return order
"""


@pytest.mark.parametrize("name", ["places", "linked"])
def test_members_of_the_modules_sets_and_what_depends_on_what(executor: ZygoteExecutor, name: str) -> None:
    code = Code(text=KNOWN, kind="function", filename="m.py", qualname=name)
    builder = CombinedWorkloadBuilder()
    cases = builder.sized(code, builder.build(code, executor, 4.0), executor, (64, 256), 0)
    space: dict[str, Any] = {**vars(prelude)}
    exec(KNOWN, space)
    results = []
    for case in cases:
        if isinstance(case, ExpressionCase):
            args, named = eval(case.expression, space)
            results.append(space[name](*args, **named))
    assert max(map(len, results)) >= 64


DATES = """
from datetime import date, timedelta
from typing import Dict, List


def days(start: date, end: date) -> int:
    count = 0
    while start < end:
        count += start.weekday() < 5
        start += timedelta(days=1)
    return count


def worked(contracts: List[dict], until: date) -> Dict[str, int]:
    found: Dict[str, int] = {}
    for contract in contracts:
        end = contract.get("end") or until
        found[contract["who"]] = found.get(contract["who"], 0) + days(contract["start"], min(end, until))
    return found
"""


def test_a_helpers_hint_tells_the_type_of_what_it_is_given(executor: ZygoteExecutor) -> None:
    code = Code(text=DATES, kind="function", filename="m.py", qualname="worked")
    builder = CombinedWorkloadBuilder()
    cases = builder.sized(code, builder.build(code, executor, 4.0), executor, (16, 64), 0)
    space: dict[str, Any] = {**vars(prelude)}
    exec(DATES, space)
    found = [eval(case.expression, space) for case in cases if isinstance(case, ExpressionCase)]
    assert any(sum(space["worked"](*args, **named).values()) for args, named in found)
    for (contracts, until), _ in found:
        assert {type(contract.get("end", until)) for contract in contracts} <= {type(until), type(None)}


FEED = """
class Feed:
    def __init__(self) -> None:
        self._posts: list[dict] = []

    def publish(self, post: dict) -> None:
        self._posts.append(post)

    def page(self, size: int = 5) -> list:
        ordered = sorted(self._posts, key=lambda post: (post["at"], post["id"]))
        return [post["at"] for post in ordered[:size]]
"""


def test_what_one_method_keeps_has_what_another_one_reads(executor: ZygoteExecutor) -> None:
    code = Code(text=FEED, kind="function", filename="m.py", qualname="Feed.page")
    builder = CombinedWorkloadBuilder()
    cases = builder.sized(code, builder.build(code, executor, 4.0), executor, (16, 64), 0)
    space: dict[str, Any] = {**vars(prelude)}
    exec(FEED, space)
    found = [eval(case.expression, space)[0][0].page() for case in cases if isinstance(case, ExpressionCase)]
    assert any(len(page) == 5 for page in found)
