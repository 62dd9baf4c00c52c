"""What the code of a program says about its input: digits, ranges, sentinels, first values of minima."""

from __future__ import annotations

import ast

from fasterpy.protocols import Executor
from fasterpy.records import Code
from fasterpy.workload.stdin.engine.hints import LARGEST, largest
from fasterpy.workload.stdin.programs import infer


def _lines(text: str, executor: Executor) -> list[list[str]]:
    cases, note = infer(Code(text=text, kind="program", filename="p.py"), executor, 1.0, 40, 0)
    assert not note
    return [case.stdin.decode().split() for case in cases if case.source != "edge"]


def test_numbers_whose_digits_are_picked_have_that_many(executor: Executor) -> None:
    text = "a, b = map(int, input().split())\nprint(sum(str(i)[0] == str(i)[4] for i in range(a, b + 1)))\n"
    made = _lines(text, executor)
    assert len(made) >= 10
    assert all(len(word) == 5 for words in made for word in words)


def test_ends_of_a_range_are_large_and_near_each_other(executor: Executor) -> None:
    text = "a, b = map(int, input().split())\nprint(sum(i % 3 == 0 for i in list(range(a, b + 1))))\n"
    made = [[int(word) for word in words] for words in _lines(text, executor)]
    assert any(a > 500 and a <= b for a, b in made)


def test_a_minimum_is_for_values_below_its_start() -> None:
    assert largest(ast.parse("big = 10**5\nbest = big\nfor x in a:\n    best = min(best, x)\n")) == 25_000
    assert largest(ast.parse("best = 4000\nfor x in a:\n    if x < best:\n        best = x\n")) == 1000
    assert largest(ast.parse("mod = 10**5\nprint(n % mod)\n")) == LARGEST
    assert largest(ast.parse("from numpy import *\n")) == 10**6
