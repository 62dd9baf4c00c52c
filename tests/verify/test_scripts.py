"""Sequences of commands about few things, units that begin at powers, words that are only compared."""

from __future__ import annotations

import ast

import pytest

from fasterpy.records import Code, ExpressionCase, StdinCase
from fasterpy.sandbox.executor import ZygoteExecutor
from fasterpy.verify.chosen import ended, nearly_ordered, steps
from fasterpy.verify.domain import _unpacking
from fasterpy.verify.said import said
from fasterpy.verify.scripts import scripts
from fasterpy.verify.verifier import DifferentialVerifier
from fasterpy.workload.builder import CombinedWorkloadBuilder

SHELF = """
def f(room: int, events: list[tuple[str, str, int]]) -> list[str]:
    order = []
    gone = []
    for what, name, count in events:
        if what == "bring":
            if name in order:
                order.remove(name)
            elif len(order) >= room:
                gone.append(order.pop(0))
            order.append(name)
        elif what == "touch":
            if name in order:
                order.remove(name)
                order.append(name)
    return gone + order
"""
SHELF_SAME = """
def f(room: int, events: list[tuple[str, str, int]]) -> list[str]:
    order = {}
    gone = []
    for what, name, count in events:
        if what == "bring":
            if name in order:
                del order[name]
            elif len(order) >= room:
                first = next(iter(order)) if order else [].pop(0)
                del order[first]
                gone.append(first)
            order[name] = None
        elif what == "touch":
            if name in order:
                del order[name]
                order[name] = None
    return gone + list(order)
"""
TOUCHED = """                del order[name]
                order[name] = None
    return"""
SHELF_WRONG = SHELF_SAME.replace(TOUCHED, "                pass\n    return")

TREE = """
def f(node):
    \"\"\"node: None or (left, value, right)\"\"\"
    def walk(part):
        if part is None:
            return []
        left, value, right = part
        return walk(left) + [value] + walk(right)
    found = walk(node)
    return found == sorted(set(found))
"""
TREE_SAME = """
def f(node):
    last = None
    waiting, part = [], node
    while waiting or part is not None:
        while part is not None:
            waiting.append(part)
            part = part[0]
        left, value, part = waiting.pop()
        if last is not None and value <= last:
            return False
        last = value
    return True
"""
TREE_WRONG = """
def f(node):
    if node is None:
        return True
    left, value, right = node
    if left is not None and left[1] >= value or right is not None and right[1] <= value:
        return False
    return f(left) and f(right)
"""

SPAN = """
def f(count: int) -> str:
    if count < 0:
        raise ValueError("negative")
    value, step = count, 0
    while value >= 1000 and step < 4:
        value = value / 1000
        step += 1
    return f"{value:.1f}{' kMGT'[step]}"
"""
SPAN_SAME = SPAN.replace("value = value / 1000", "value /= 1000")
SPAN_WRONG = """
import math
def f(count: int) -> str:
    if count < 0:
        raise ValueError("negative")
    step = min(int(math.log(count) // math.log(1000)), 4) if count else 0
    return f"{count / 1000 ** step:.1f}{' kMGT'[step]}"
"""

FRAME = """
import pandas as pd
def f(df: pd.DataFrame) -> pd.DataFrame:
    out = df.copy()
    found = []
    for i in range(len(df)):
        found.append(int(df["price"].iloc[i]) * 2)
    out["twice"] = found
    return out
"""
FRAME_SAME = """
import pandas as pd
def f(df: pd.DataFrame) -> pd.DataFrame:
    out = df.copy()
    out["twice"] = [int(price) * 2 for price in df["price"].tolist()]
    return out
"""
PRICES = '[int(price) * 2 for price in df["price"].tolist()]'
FRAME_WRONG = FRAME_SAME.replace(PRICES, f"pd.Series({PRICES})")

PURSES = """
import sys
purses = []
def find(name):
    for purse in purses:
        if purse[0] == name:
            return purse
    return None
for line in sys.stdin:
    words = line.split()
    if not words:
        continue
    if words[0] == "new":
        if find(words[1]) is None:
            purses.append([words[1], int(words[2])])
    elif words[0] == "pay":
        giver, taker, amount = find(words[1]), find(words[2]), int(words[3])
        if giver is None or taker is None:
            print("who?")
        elif giver[1] < amount:
            print("no")
        else:
            giver[1] -= amount
            taker[1] += amount
for name, amount in sorted(purses):
    print(name, amount)
"""
PURSES_WRONG = """
import sys
purses = {}
for line in sys.stdin:
    words = line.split()
    if not words:
        continue
    if words[0] == "new":
        purses.setdefault(words[1], int(words[2]))
    elif words[0] == "pay":
        giver, taker, amount = words[1], words[2], int(words[3])
        if not purses.get(giver) or taker not in purses:
            print("who?")
        elif purses[giver] < amount:
            print("no")
        else:
            purses[giver] -= amount
            purses[taker] += amount
for name, amount in sorted(purses.items()):
    print(name, amount)
"""
PURSES_SAME = PURSES_WRONG.replace("not purses.get(giver)", "giver not in purses")

PAGE = """
size = int(input())
pages = []
page = ""
for word in input().split():
    if page and len(page + "-" + word) > size:
        pages.append(page)
        page = word
    else:
        page = page + "-" + word if page else word
pages.append(page)
print(len(pages))
for page in pages:
    print(page)
"""
PAGE_SAME = """
size = int(input())
pages = []
page, used = [], -1
for word in input().split():
    if page and used + 1 + len(word) > size:
        pages.append("-".join(page))
        page, used = [], -1
    page.append(word)
    used += 1 + len(word)
pages.append("-".join(page))
print(len(pages))
for page in pages:
    print(page)
"""
PAGE_WRONG = PAGE_SAME.replace("used += 1 + len(word)", "used += len(word) + (used < 0)")

FARE = """
import sys
for line in sys.stdin:
    words = line.split()
    if not words:
        continue
    price = int(words[0]) * 3
    if len(words) > 1 and words[1].lower() == "child":
        price = price // 2
    print(price)
"""
FARE_SAME = FARE.replace("price // 2", "price >> 1")
FARE_WRONG = FARE.replace("words[1].lower()", "words[1]")


@pytest.mark.parametrize(
    ("kind", "original", "same", "wrong"),
    [
        ("function", SHELF, SHELF_SAME, SHELF_WRONG),
        ("function", TREE, TREE_SAME, TREE_WRONG),
        ("function", SPAN, SPAN_SAME, SPAN_WRONG),
        ("program", PURSES, PURSES_SAME, PURSES_WRONG),
        ("program", PAGE, PAGE_SAME, PAGE_WRONG),
        ("program", FARE, FARE_SAME, FARE_WRONG),
    ],
)
def test_what_chance_hardly_makes_is_noticed(kind: str, original: str, same: str, wrong: str) -> None:
    judged(kind, original, same, wrong)


def test_frames_of_chosen_rows() -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    judged("function", FRAME, FRAME_SAME, FRAME_WRONG)


def judged(kind: str, original: str, same: str, wrong: str) -> None:
    assert len({original, same, wrong}) == 3
    before, one, other = (
        Code(text=text, kind=kind, filename="x.py", qualname="f" if kind == "function" else None)  # type: ignore[arg-type]
        for text in (original, same, wrong)
    )
    with ZygoteExecutor() as executor:
        builder = CombinedWorkloadBuilder()
        workload = builder.build(before, executor, 5.0)
        found = [DifferentialVerifier(executor, builder).verify(before, each, workload, 6.0) for each in (one, other)]
    assert [each.verdict for each in found] == ["equivalent", "different"], [each.reason for each in found]


def test_commands_take_what_their_branches_read() -> None:
    made = scripts(ast.parse(PURSES), [StdinCase(stdin=b"new x 5\n", source="stdin-inferred")], "more")
    lines = {line for case in made for line in case.stdin.decode().splitlines()}
    assert {len(line.split()) for line in lines if line.startswith("new")} == {3}
    assert "pay a b 1" in lines
    headed = scripts(ast.parse(PURSES), [StdinCase(stdin=b"1\nnew x 5\n", source="stdin-inferred")], "more")
    for case in headed:
        first, *rest = case.stdin.decode().splitlines()
        assert int(first) == len(rest)
    assert not scripts(ast.parse(FARE), [StdinCase(stdin=b"3 2\n", source="stdin-inferred")], "more")


def test_commands_that_are_cut_off_a_line() -> None:
    text = """
import sys
kept = ""
for line in sys.stdin:
    what, _, rest = line.rstrip("\\n").partition(" ")
    if what == "add":
        kept += rest
    elif what == "cut":
        kept = kept[: max(0, len(kept) - int(rest))]
    elif what == "show":
        print(kept)
"""
    made = scripts(ast.parse(text), [StdinCase(stdin=b"show\n", source="stdin-inferred")], "more")
    lines = {line for case in made for line in case.stdin.decode().splitlines()}
    assert {"add a", "add b", "cut 2", "cut 0", "show"} <= lines


def test_words_are_put_in_in_any_case() -> None:
    made = {case.stdin for case in said(ast.parse(FARE), [StdinCase(stdin=b"3 2\n", source="stdin-inferred")], "more")}
    assert {b"3 child\n", b"3 CHILD\n"} <= made


def test_texts_end_in_a_line_where_a_pattern_asks_for_the_end() -> None:
    one = ast.parse("import re\ndef f(s):\n    return re.match('x+$', s)\n")
    case = ExpressionCase(expression="(('x', 1), {})", source="typed")
    assert [c.expression for c in ended(one, one, [case])] == ["(('x\\n', 1), {})"]
    plain = ast.parse("def f(s):\n    return s\n")
    assert not ended(plain, plain, [case])


def test_gaps_in_a_list_are_no_places_for_nodes() -> None:
    node = ExpressionCase(expression="((((None, 3, None), 4, (None, 5, None)),), {})", source="typed")
    assert {case.expression.count("None") for case in nearly_ordered([node])} == {10}
    gaps = ExpressionCase(expression="(([None, 1, None, 2, None, 3, None, 4],), {})", source="typed")
    assert not nearly_ordered([gaps])


def test_steps_are_where_units_begin() -> None:
    case = ExpressionCase(expression="((7,), {})", source="typed")
    found = {case.expression for case in steps(ast.parse(SPAN), ast.parse(SPAN_WRONG), [case], most=200)}
    assert {"((1000000000,), {})", "((999999,), {})", "((1000,), {})"} <= found
    counted = ast.parse("def f(n):\n    return sum(i for i in range(n) if i % 5000 == 0)\n")
    assert max(ast.literal_eval(c.expression)[0][0] for c in steps(counted, counted, [case], most=200)) < 10**5


def test_taking_apart_what_has_other_parts_is_nothing_meant() -> None:
    assert _unpacking("def f(lots):\n    name, count = lots[0]\n    a, b = f(name)\n    c, d = 1, 2\n") == {2}
