"""Formulas instead of loops."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent
from tests.generate.rules.tables import Case, check

CASES: list[Case] = [
    (
        "range-aggregate-to-formula",
        """
        def even(n):
            count = 0
            for i in range(1, n + 1):
                if i % 2 == 0:
                    count += 1
            return count
        """,
        """
        def even(n):
            count = len(range(2, n + 1, 2))
            return count
        """,
    ),
    (
        "arithmetic-while-to-division",
        """
        def divide(a, b):
            q = 0
            while a >= b:
                a -= b
                q += 1
            return q, a
        """,
        """
        def divide(a, b):
            q = 0
            if a >= b:
                rounds = (a - b) // b + 1
                a -= rounds * b
                q += rounds
            return q, a
        """,
    ),
]

_SUM = """
def f(a, b, k=3):
    s = 0
    for i in range(a, b):
        if {test}:
            s += {value}
    return [s]
"""
_ARGS = ["f(0, 20)", "f(3, 17)", "f(5, 5)", "f(9, 2)", "f(-7, 8)", "f(1, 2, 5)", "f(2, 30, 7)"]
_WHILE = "def f(a, b, s):\n    n = 7\n    while {test}:\n        a {op}= s\n        n += 3\n    return a, n\n"
_BITS = "def f(n):\n    c = 0\n    while n{test}:\n        c += {value}\n        n {step}\n    return c, n\n"
_NUMBERS = [f"f({n})" for n in (0, 1, 7, 10, 909, 12345, 1 << 70)]

RUNS: list[Run] = [
    ("range-aggregate-to-formula", _SUM.format(test="i % k == 0", value="i"), _ARGS),
    ("range-aggregate-to-formula", _SUM.format(test="i % 3 == 1", value="1"), _ARGS),
    ("range-aggregate-to-formula", _SUM.format(test="(i + 1) % 4 == 2", value="2 * i - k"), _ARGS),
    ("range-aggregate-to-formula", _SUM.format(test="i > k and i % 2", value="i"), _ARGS),
    ("range-aggregate-to-formula", _SUM.format(test="k", value="i + 1"), _ARGS),
    ("range-aggregate-to-formula", _SUM.format(test="i % 3 == 0 or i % 5 == 0", value="i"), _ARGS),
    ("range-aggregate-to-formula", _SUM.format(test="i % 3 != 0 and i % 5 != 0", value="i"), _ARGS),
    ("range-aggregate-to-formula", _SUM.format(test="not (i % 3 == 0 or i % 5 == 0)", value="1"), _ARGS),
    (
        "range-aggregate-to-formula",
        "def f(n):\n    return sum(i for i in range(n)), sum(range(1, n, 2))\n",
        ["f(9)", "f(0)"],
    ),
    (
        "range-aggregate-to-formula",
        "def f(n):\n    return [sum(1 for i in range(1, n) if i % 7 == 0) * 2]\n",
        ["f(90)", "f(0)"],
    ),
    ("arithmetic-while-to-division", _WHILE.format(test="a >= b", op="-"), ["f(17, 3, 3)", "f(1, 5, 2)", "f(6, 6, 6)"]),
    ("arithmetic-while-to-division", _WHILE.format(test="a > b", op="-"), ["f(17, 3, 3)", "f(15, 3, 3)", "f(1, 5, 2)"]),
    ("arithmetic-while-to-division", _WHILE.format(test="a < b", op="+"), ["f(1, 10, 3)", "f(1, 11, 3)", "f(6, 6, 6)"]),
    ("arithmetic-while-to-division", _WHILE.format(test="b >= a", op="+"), ["f(1, 10, 3)", "f(1, 9, 3)", "f(7, 6, 6)"]),
    ("digit-loop-to-text", _BITS.format(test=" > 0", value="n % 10", step="//= 10"), _NUMBERS),
    ("digit-loop-to-text", _BITS.format(test="", value="n & 1", step=">>= 1"), _NUMBERS),
    ("digit-loop-to-text", _BITS.format(test=" >= 1", value="1", step="//= 10"), _NUMBERS),
    ("digit-loop-to-text", _BITS.format(test="", value="1", step="= n // 2"), _NUMBERS),
    ("digit-loop-to-text", _BITS.format(test="", value="1", step="&= n - 1"), _NUMBERS),
    (
        "constant-rounds-to-product",
        "def f(n):\n    a, s = 0, ''\n    for _ in range(2, n):\n"
        "        a += n // 2\n        s += '-='\n    return a, s\n",
        ["f(0)", "f(9)"],
    ),
    (
        "palindrome-construction",
        "def f(a, b):\n    c = []\n    for i in range(a, b + 1):\n"
        "        if str(i) == str(i)[::-1]:\n            c.append(i)\n"
        "    return c\n",
        ["f(1, 1300)", "f(11, 11)", "f(95, 105)", "f(10000, 12000)"],
    ),
]

RUNS.append(
    (
        "palindrome-construction",
        "def f(a, b):\n    c = 0\n    for n in range(a, b):\n        if n == int(''.join(reversed(str(n)))):\n"
        "            c += n\n    return [c]\n",
        ["f(1, 1300)", "f(5, 5)"],
    )
)
RUNS.append(
    (
        "palindrome-construction",
        "def f(a, b):\n    c = 0\n    for i in range(a, b + 1):\n        s = str(i)\n"
        "        if s == s[::-1]:\n            c += 1\n    return [c]\n",
        ["f(1, 1300)"],
    )
)

SILENT = [
    ("range-aggregate-to-formula", "for i in range(n):\n    if a[i] % 2:\n        s += i\n"),
    ("range-aggregate-to-formula", "for i in range(n):\n    s += 0.1\n"),
    ("range-aggregate-to-formula", "for i in range(n):\n    s += i\nprint(i)\n"),
    ("range-aggregate-to-formula", "for i in range(n):\n    s += i * i\n"),
    ("arithmetic-while-to-division", "while a >= b:\n    a -= b\n    b += 1\n"),
    ("arithmetic-while-to-division", "while a >= b:\n    a += b\n"),
    ("digit-loop-to-text", "while n:\n    n //= 10\n    s += n % 10\n"),
    ("constant-rounds-to-product", "for i in range(n):\n    s += 'a'\n    t += i\n"),
    ("palindrome-construction", "for i in range(a, b):\n    if str(i) == s[::-1]:\n        c += 1\n"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_text(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row[0])
def test_same_behaviour(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=lambda row: row[0])
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)
