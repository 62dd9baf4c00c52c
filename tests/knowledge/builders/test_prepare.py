"""What is no optimization is left out before anything is run."""

from __future__ import annotations

import pytest

from fasterpy.knowledge.builders import Left, Pair
from fasterpy.knowledge.builders.near import NearDuplicates
from fasterpy.knowledge.builders.prepare import COSMETIC, prepare
from fasterpy.knowledge.builders.shape import shape

SLOW = """import sys
def solve(numbers, limit):
    '''Doc.'''
    total = 0
    for number in numbers:
        if number < limit:
            total = total + number
    return total
print(solve([int(x) for x in input().split()], 5))
"""
RENAMED = """import sys

def f(a: list, b: int) -> int:
    s = 0
    for x in a:   # a comment
        if x < b:
            pass
            s = s + x
    return (s)
print(f([int(y) for y in input().split()], 5))
"""


def pair(slow: str, fast: str, rate: float = 2.0, **more: str) -> Pair:
    return Pair(slow=slow, fast=fast, source="s", rate=rate, **more)


def reason(one: Pair) -> str:
    item, _ = prepare(one, 1.1)
    return item.reason if isinstance(item, Left) else ""


def test_renaming_and_layout_are_cosmetic() -> None:
    assert reason(pair(SLOW, RENAMED)) == COSMETIC
    assert reason(pair(SLOW, RENAMED.replace("<", "<="))) == ""
    assert reason(pair(SLOW, RENAMED.replace("5", "6"))) == ""
    assert reason(pair(SLOW, RENAMED.replace("input()", "sys.stdin.readline()"))) == ""


def test_swapping_two_names_is_no_renaming() -> None:
    assert reason(pair("a, b = 1, 2\nprint(a - b)\n", "a, b = 1, 2\nprint(b - a)\n")) == ""


def test_a_name_that_is_a_builtin_keeps_its_meaning() -> None:
    assert reason(pair("x = sorted\nprint(x(input()))\n", "x = set\nprint(x(input()))\n")) == ""


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (pair("print(", "print(1)\n"), "slow version does not parse"),
        (pair("print(1)\n", "print("), "fast version does not parse"),
        (pair(" ", "print(1)\n"), "no code"),
        (pair("print(1)\n", ""), "neither"),
        (pair("print(1)\n", "print(2)\n", 1.05), "gain below 1.10"),
        (pair("x = '" + "a" * 70_000 + "'\nprint(x)\n", "print(2)\n"), "longer"),
        (pair("def f(): return 1\n", "def g(): return 2\n"), "no function that both define"),
        (pair("def f(): return 1\n", "print(int(input()))\n"), "only one of the two is a program"),
    ],
)
def test_reasons(one: Pair, why: str) -> None:
    assert why in reason(one)


def test_a_pair_without_a_rate_is_heard_and_markdown_is_unwrapped() -> None:
    item, _ = prepare(pair(SLOW, "Here:\n```python\nprint(sum(map(int, input().split())))\n```\nDone.", 0.0), 1.1)
    assert isinstance(item, Pair)
    assert item.fast == "print(sum(map(int, input().split())))\n"
    assert item.kind == "program"


def test_two_pairs_that_differ_in_names_have_one_identity() -> None:
    fast = "print(sum(x for x in map(int, input().split()) if x < 5))\n"
    first, second = prepare(pair(SLOW, fast), 1.1)[1], prepare(pair(RENAMED, fast.replace("x", "q")), 1.1)[1]
    assert first == second != ""
    assert prepare(pair(SLOW, fast + "print()\n"), 1.1)[1] != first


def test_the_function_that_is_meant() -> None:
    slow = "def helper(x):\n    return x\ndef main_part(y):\n    return helper(y) + 1\n"
    assert shape(slow, slow.replace("+ 1", "- -1")) == ("function", "main_part", "")
    cls = "class S:\n    def go(self, x):\n        return x\n"
    assert shape(cls, cls.replace("return x", "return +x"))[:2] == ("function", "S.go")


def test_near_duplicates_join_the_first_that_is_like_them() -> None:
    groups = NearDuplicates(0.8)
    long = "x = int(input())\n" + "\n".join(f"if x == {i}:\n    print({i} * x + {i})" for i in range(40)) + "\n"
    assert groups.add(long) == 0
    assert groups.add(SLOW) == 1
    assert groups.add(long.replace("x", "value").replace("if value == 7", "if value == 77")) == 0
    assert groups.add("print(1)\n") == 2
    assert groups.add("print(1)\n") == 2
