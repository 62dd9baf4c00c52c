"""Inputs of several items for targets that refuse most: each item checked, or each against the one before."""

from __future__ import annotations

import random
import sys
import time
from typing import Any

import pytest

from fasterpy.records import Code, ExpressionCase, Workload
from fasterpy.sandbox.child import prelude
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.workload.builder import CombinedWorkloadBuilder
from fasterpy.workload.functions.engine.call import Target
from fasterpy.workload.functions.engine.groups import Listing, Tuple
from fasterpy.workload.functions.engine.kinds import Draw, Int

TEXT = '''
class Hall:
    """Bookings of a hall as (who, from, until)."""

    def __init__(self, bookings: list[tuple[str, int, int]]):
        for who, since, until in bookings:
            if until <= since:
                raise ValueError(f"{who} leaves before the beginning")
        self.bookings = list(bookings)

    def clashes(self) -> list[tuple[str, str]]:
        found = []
        for i, (one, since, until) in enumerate(self.bookings):
            for other, begin, end in self.bookings[i + 1:]:
                if since < end and begin < until:
                    found.append((one, other))
        return found


def longest_pause(entries: list[tuple[int, str]]) -> int:
    last = None
    pause = 0
    for moment, _ in entries:
        if last is not None and moment < last:
            raise ValueError("entries go back in time")
        if last is not None:
            pause = max(pause, moment - last)
        last = moment
    return pause


def dearest(prices: dict[str, int]) -> str:
    for name, price in prices.items():
        if price <= 0 or len(name) < 2:
            raise ValueError(name)
    return max(sorted(prices), key=lambda name: prices[name], default="")


def masked(text, spans):
    """The text with spans (from, to, by what) put in the place of what stands there."""
    result = text
    for since, until, instead in sorted(spans, reverse=True):
        if not 0 <= since <= until <= len(text):
            raise ValueError("outside")
        result = result[:since] + instead + result[until:]
    return result


class Wards:
    def __init__(self, inside, names):
        self.inside = inside
        self.names = names

    def _all(self, area):
        found = list(self.names.get(area, []))
        for part in self.inside[area]:
            found = found + self._all(part)
        return found

    def listed(self, visits):
        result = {}
        for who, area in visits:
            result[who] = sorted(self._all(area))
        return result


def shared(read: dict[str, list[str]]) -> list[tuple[str, str]]:
    found = []
    for one in read:
        for other in read:
            met = []
            for title in read[one]:
                if title in read[other] and title not in met:
                    met.append(title)
            if one < other and len(met) > 1:
                found.append((one, other))
    return found

'''


def code(name: str) -> Code:
    return Code(text=TEXT, kind="function", filename="town.py", qualname=name)


def arguments(case: ExpressionCase) -> tuple[Any, ...]:
    space: dict[str, Any] = {name: getattr(prelude, name) for name in prelude.__all__}
    exec(TEXT, space)
    values: tuple[Any, ...] = eval(case.expression, space)[0]
    return values


def fine(workload: Workload) -> list[tuple[Any, ...]]:
    """Arguments on which the original ends normally."""
    ok = {case for case, seen in workload.seen if seen.status == "returned"}
    return [arguments(case) for case in workload.cases if isinstance(case, ExpressionCase) and case in ok]


def large(name: str, executor: ZygoteExecutor) -> list[tuple[Any, ...]]:
    builder = CombinedWorkloadBuilder()
    workload = builder.build(code(name), executor, 4.0)
    sized = builder.sized(code(name), workload, executor, (64, 256, 1024), 0)
    return [arguments(case) for case in sized if isinstance(case, ExpressionCase)]


@pytest.mark.parametrize(
    ("name", "items"),
    [
        ("Hall.clashes", lambda given: set(given[0].bookings)),
        ("longest_pause", lambda given: set(given[0])),
        ("dearest", lambda given: given[0]),
        ("masked", lambda given: given[1]),
    ],
)
def test_what_is_refused_is_left_out_for_checking_and_for_timing(
    name: str, items: Any, executor: ZygoteExecutor
) -> None:
    some = fine(CombinedWorkloadBuilder().build(code(name), executor, 4.0))
    assert sum(len(items(given)) >= 2 for given in some) >= 4, "several items that differ, in several inputs"
    assert max(len(items(given)) for given in large(name, executor)) >= 12


def test_a_part_of_a_text_is_a_text_and_so_is_what_is_added(executor: ZygoteExecutor) -> None:
    some = fine(CombinedWorkloadBuilder().build(code("masked"), executor, 4.0))
    texts = [given for given in some if isinstance(given[0], str)]
    assert len(texts) > len(some) / 2
    assert any(isinstance(instead, str) for _, spans in texts for _, _, instead in spans)


def test_what_the_object_holds_is_asked_for_what_the_method_is_given(executor: ZygoteExecutor) -> None:
    some = fine(CombinedWorkloadBuilder().build(code("Wards.listed"), executor, 4.0))
    assert sum(bool(visits) and visits[0][1] in wards.inside for wards, visits in some) >= 5


def test_what_is_looked_for_in_other_lists_of_a_table_makes_no_graph_of_it(executor: ZygoteExecutor) -> None:
    given = large("shared", executor)
    own = [title in read for (read,) in given for titles in read.values() for title in titles]
    assert 2 * sum(own) < len(own)


@pytest.mark.parametrize("signed", [True, False])
def test_large_columns_of_numbers_go_below_zero_where_the_draw_says_so(signed: bool) -> None:
    draw = Draw(random.Random(1), 64, 100, "random", [])
    draw.exact, draw.signed = True, signed
    space = {name: getattr(prelude, name) for name in prelude.__all__}
    for kind in (Listing(Int()), Listing(Tuple([Int(), Int()]))):
        made = eval(kind.emit(draw), dict(space))
        assert (min(made) < (0,) if isinstance(made[0], tuple) else min(made) < 0) == signed


def test_a_call_that_ends_just_when_its_time_is_up_does_not_end_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> None:  # what the sandbox has in its place is no built-in function either
        end = time.perf_counter() + 0.2
        while time.perf_counter() < end:
            pass

    target = Target({"text": "def f(x):\n    return x\n", "filename": "f.py", "qualname": "f"}, {})
    monkeypatch.setattr(sys, "settrace", slow)
    assert target.call("((1,), {})", 0.05).late
