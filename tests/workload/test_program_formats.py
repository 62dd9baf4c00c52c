"""What the code of a program says about its input: digits, ranges, sentinels, first values of minima."""

from __future__ import annotations

import ast

import pytest

from fasterpy.protocols import Executor
from fasterpy.records import Code
from fasterpy.workload.stdin.engine.hints import LARGEST, largest
from fasterpy.workload.stdin.engine.ranges import ranges
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


@pytest.mark.parametrize(
    "text",
    [
        "input()\na = list(map(int, input().split()))\nprint(sum(a))\n",
        "n = input()\na = list(map(int, input().split()))\nprint(sum(a))\n",
        "a = [*open(0)][1].split()\nprint(sum(map(int, a)))\n",
        "_, a = open(0)\nprint(sum(map(int, a.split())))\n",
    ],
)
def test_a_line_that_nobody_reads_says_how_much_follows(text: str, executor: Executor) -> None:
    made = _lines(text, executor)
    assert len(made) >= 10
    assert all(int(words[0]) == len(words) - 1 for words in made)


def test_relations_that_the_code_does_not_state_are_found_by_what_goes_wrong(executor: Executor) -> None:
    text = (
        "n, k = map(int, input().split())\na = list(map(int, input().split()))\ns = [0]\nfor x in a:\n"
        "    s.append(s[-1] + x)\nprint(max([s[i + k] - s[i] for i in range(n - k + 1)] + [sum(a[:k])]))\n"
    )
    made = _lines(text, executor)
    assert len(made) >= 10
    assert all(int(words[1]) <= int(words[0]) for words in made)


def test_pairs_of_repeated_lines_stay_in_order_and_within_the_list(executor: Executor) -> None:
    text = (
        "n, q = map(int, input().split())\na = list(map(int, input().split()))\nfor _ in range(q):\n"
        "    l, r = map(int, input().split())\n    print(sum(a[l - 1:r]))\n"
    )
    made = [[int(word) for word in words] for words in _lines(text, executor)]
    pairs = [
        (words[0], low, top)
        for words in made
        for low, top in zip(words[2 + words[0] :: 2], words[3 + words[0] :: 2], strict=True)
    ]
    assert len(pairs) >= 10
    assert all(1 <= low <= top <= n for n, low, top in pairs)


def test_two_items_where_one_fails(executor: Executor) -> None:
    text = "n = int(input())\na = list(map(int, input().split()))\nprint(a[0] * a[1] + max(a) * n)\n"
    made = _lines(text, executor)
    assert len(made) >= 10
    assert all(int(words[0]) == len(words) - 1 >= 2 for words in made)


def test_lines_with_any_number_of_values(executor: Executor) -> None:
    loop = "for line in sys.stdin:\n    for word in line.split():\n        total += int(word)\n"
    text = f"import sys\ntotal = 0\n{loop}print(total)\n"
    made, _note = infer(Code(text=text, kind="program", filename="p.py"), executor, 1.0, 40, 0)
    assert {len(line.split()) for case in made for line in case.stdin.decode().splitlines()} >= {1, 2, 3}


def test_numbers_that_may_stand_in_any_order_do(executor: Executor) -> None:
    made = _lines("a, b = map(int, input().split())\nprint(a * b + a)\n", executor)
    assert {int(a) < int(b) for a, b in made} == {True, False}


def test_the_end_of_the_input_is_met_where_the_program_waits_for_it(executor: Executor) -> None:
    rows = "while True:\n    try:\n        rows.append(list(map(int, input().split())))\n    except EOFError:\n"
    text = f"n, m = map(int, input().split())\nrows = []\n{rows}        break\nprint(sum(b - c for b, c in rows) * n)\n"
    made, _note = infer(Code(text=text, kind="program", filename="p.py"), executor, 1.0, 40, 0)
    for case in made:
        lines = case.stdin.decode().splitlines()
        if case.source != "edge":
            assert len(lines) - 1 == int(lines[0].split()[1])


def test_a_minimum_is_for_values_below_its_start() -> None:
    assert largest(ast.parse("big = 10**5\nbest = big\nfor x in a:\n    best = min(best, x)\n")) == 25_000
    assert largest(ast.parse("best = 4000\nfor x in a:\n    if x < best:\n        best = x\n")) == 1000
    assert largest(ast.parse("mod = 10**5\nprint(n % mod)\n")) == LARGEST
    assert largest(ast.parse("from numpy import *\n")) == 10**6


@pytest.mark.parametrize(
    "text",
    [
        "n = int(input())\nfor i in range(n):\n    _, *a = map(int, input().split())\n    print(sum(a))\n",
        "n = int(input())\nfor i in range(n):\n    k, *a = map(int, input().split())\n    print(sorted(a))\n",
        "import numpy as np\nn = int(input())\nall_ = np.array([])\nfor i in range(n):\n"
        "    a = np.array(input().split())\n    all_ = np.append(all_, a[1:])\nprint(all_.astype(int).sum())\n",
    ],
)
def test_a_first_value_that_nobody_reads_says_how_many_follow(text: str, executor: Executor) -> None:
    cases, note = infer(Code(text=text, kind="program", filename="p.py"), executor, 1.0, 40, 0)
    rows = [line.split() for case in cases if case.source != "edge" for line in case.stdin.decode().splitlines()[1:]]
    assert not note and len(rows) >= 10
    assert all(int(row[0]) == len(row) - 1 for row in rows)


def test_a_first_value_that_is_read_does_not_replace_the_others(executor: Executor) -> None:
    text = "n = int(input())\nfor i in range(n):\n    k, *a = map(int, input().split())\n    print(k * sum(a))\n"
    cases, _ = infer(Code(text=text, kind="program", filename="p.py"), executor, 1.0, 40, 0)
    assert any(len(line.split()) > 2 for case in cases for line in case.stdin.decode().splitlines()[1:])


@pytest.mark.parametrize(
    ("expression", "ends"),
    [
        ("f(b) - f(a - 1)", {("a", "b"): []}),
        ("b // k - (a - 1) // k", {("a", "b"): []}),
        ("s[b + 1] - s[a]", {("a", "b"): []}),
        ("b - a < 50", {("a", "b"): [50]}),
        ("b - a + 1 < LIMIT", {("a", "b"): [69]}),
        ("b - a < 10**2", {("a", "b"): [100]}),
        ("f(b) - f(a)", {}),
        ("f(b) - g(a - 1)", {}),
        ("b - a", {}),
    ],
)
def test_ends_of_ranges_are_known_by_their_use(expression: str, ends: dict[tuple[str, str], list[int]]) -> None:
    assert ranges(ast.parse(f"LIMIT = 70\nprint({expression})")) == ends


def test_what_is_counted_between_two_numbers_is_never_asked_backwards(executor: Executor) -> None:
    text = "a, b, k = map(int, input().split())\nprint(b // k - (a - 1) // k)\n"
    cases, _ = infer(Code(text=text, kind="program", filename="p.py"), executor, 1.0, 60, 0)
    made = [[int(word) for word in case.stdin.split()] for case in cases]
    assert len(made) >= 10 and all(a <= b for a, b, _k in made)


def test_ranges_get_the_length_at_which_the_program_decides(executor: Executor) -> None:
    text = "a, b = map(int, input().split())\nprint(0 if b - a >= 777 else min(i * i % 777 for i in range(a, b + 1)))\n"
    cases, _ = infer(Code(text=text, kind="program", filename="p.py"), executor, 1.0, 60, 0)
    lengths = {int(b) - int(a) for a, b in (case.stdin.split() for case in cases)}
    assert 777 in lengths and 778 in lengths


def test_numbers_to_the_end_of_the_file_are_numbers_though_the_lines_keep_their_ends(executor: Executor) -> None:
    text = (
        "import sys\nn, m = map(int, input().split())\ns = set(map(int, sys.stdin))\n"
        "print(sum(i in s for i in range(1, n + 1)))\n"
    )
    made = _lines(text, executor)
    assert len(made) >= 10
    assert all(word.isdigit() for words in made for word in words)
    assert any(int(words[1]) == len(words) - 2 > 1 for words in made)


def test_a_long_table_with_few_hits_is_among_the_inputs(executor: Executor) -> None:
    text = (
        "n, m = map(int, input().split())\nt = [0] * (n + 1)\nfor _ in range(m):\n    t[int(input())] = 1\n"
        "d = [1, 1 - t[1]]\nfor i in range(2, n + 1):\n    d.append(0 if t[i] else d[-1] + d[-2])\nprint(d[n])\n"
    )
    made = [[int(word) for word in words] for words in _lines(text, executor)]
    assert any(words[0] >= 40 and words[1] <= 3 for words in made)
