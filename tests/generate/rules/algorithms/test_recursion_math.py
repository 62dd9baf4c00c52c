"""Recursion, rows of tables and number theory."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent
from tests.generate.rules.tables import Case, check, rewritten

CASES: list[Case] = [
    (
        "memoise-recursion",
        """
        def fib(n):
            if n < 2:  # base
                return n
            return fib(n - 1) + fib(n - 2)
        """,
        """
        from functools import cache
        @cache
        def fib(n):
            if n < 2:  # base
                return n
            return fib(n - 1) + fib(n - 2)
        """,
    ),
    (
        "memoise-recursion#local",
        """
        def pack(weights, values, i, room):
            \"\"\"Best value.\"\"\"
            if i == len(weights):
                return 0
            best = pack(weights, values, i + 1, room)
            if weights[i] <= room:
                best = max(best, values[i] + pack(weights, values, i + 1, room - weights[i]))
            return best
        """,
        """
        from functools import cache
        def pack(weights, values, i, room):
            \"\"\"Best value.\"\"\"
            @cache
            def pack_cached(i, room):
                if i == len(weights):
                    return 0
                best = pack_cached(i + 1, room)
                if weights[i] <= room:
                    best = max(best, values[i] + pack_cached(i + 1, room - weights[i]))
                return best

            return pack_cached(i, room)
        """,
    ),
    (
        "hoist-row",
        """
        def paths(grid):
            for i in range(1, len(grid)):
                for j in range(1, len(grid[0])):
                    grid[i][j] += grid[i - 1][j] + grid[i][j - 1]
            return grid
        """,
        """
        def paths(grid):
            for i in range(1, len(grid)):
                grid_row = grid[i]
                grid_row_2 = grid[i - 1]
                for j in range(1, len(grid[0])):
                    grid_row[j] += grid_row_2[j] + grid_row[j - 1]
            return grid
        """,
    ),
]

RUNS: list[Run] = [
    (
        "memoise-recursion#local",
        """
        class Solution:
            def ways(self, m, n):
                if m == 1 or n == 1:
                    return 1
                return self.ways(m - 1, n) + self.ways(m, n - 1)
        """,
        ["[Solution().ways(3, 4)]"],
    ),
    (
        "memoise-recursion#local",
        """
        def f(n, memo=0):
            if n <= 0:
                return memo
            return f(n - 1) + f(n - 2, 1)
        """,
        ["[f(6), f(3, memo=5)]"],
    ),
    (
        "hoist-row",
        "def f(a, b):\n    c = [[0] * len(b[0]) for _ in a]\n    for i in range(len(a)):\n"
        "        for j in range(len(b[0])):\n            for k in range(len(b)):\n"
        "                c[i][j] += a[i][k] * b[k][j]\n    return c\n",
        ["f([[1, 2], [3, 4]], [[5, 6], [7, 8]])"],
    ),
    (
        "power-modulo",
        "def f(a, b, m):\n    return a ** b % m, pow(a, b) % m, (3 * a ** b + 1) % m\n",
        ["f(3, 45, 1007)"],
    ),
    (
        "power-modulo",
        "def f(n):\n    x = 10**n - 2 * 9**n + 8**n\n    return x % (10**9 + 7)\n",
        ["[f(0), f(1), f(2), f(200)]"],
    ),
    ("euclid-to-gcd", "def f(a, b):\n    while b:\n        a, b = b, a % b\n    return a\n", ["[f(12, 18), f(0, 5)]"]),
    (
        "euclid-to-gcd",
        "def f(a, b):\n    while b != 0:\n        r = a % b\n        a = b\n        b = r\n    return a, b\n",
        ["f(12, 18)", "f(7, 0)"],
    ),
    (
        "euclid-to-gcd",
        "def f(a, b):\n    if b == 0:\n        return a\n    return f(b, a % b)\n",
        ["[f(12, 18), f(5, 0)]"],
    ),
    (
        "euclid-to-gcd",
        "def f(a, b):\n    while a != b:\n        if a > b:\n            a -= b\n        else:\n            b -= a\n"
        "    return a, b\n",
        ["f(12, 18)"],
    ),
    ("factorial-to-math", "def f(n):\n    return 1 if n == 0 else n * f(n - 1)\n", ["[f(0), f(5)]"]),
    (
        "factorial-to-math",
        "from math import factorial\ndef f(n, r):\n"
        "    return factorial(n) // (factorial(r) * factorial(n - r)), factorial(n) // factorial(n - r)\n",
        ["f(7, 3)", "f(5, 5)"],
    ),
    (
        "product-loop-to-prod",
        "def f(n):\n    p = 1\n    for i in range(1, n + 1):\n        p *= i\n    return [p]\n",
        ["f(6)"],
    ),
    (
        "product-loop-to-prod",
        "def f(n, a, m):\n    p = 1\n    for _ in range(n):\n        p = p * a % m\n    for _ in range(2, n):\n"
        "        p *= 2\n    return [p]\n",
        ["f(6, 3, 100)"],
    ),
]

SILENT = [
    ("memoise-recursion", "def f(n):\n    if n:\n        f(n - 1)\n        f(n - 2)\n    return n\n"),
    ("memoise-recursion", "def f(n):\n    seen.append(n)\n    return f(n - 1) + f(n - 2)\n"),
    ("memoise-recursion", "def f(n):\n    return n and f(n - 1)\n"),
    ("hoist-row", "for i in r:\n    for j in r:\n        a[i][j] = 1\n        a[i] = a[i - 1][:]\n"),
    ("hoist-row", "for i in r:\n    a[i][0] = 1\n"),
    # The row may not exist where the lookup is left out.
    ("hoist-row", "for i in r:\n    for j in r:\n        if j < 9:\n            print(a[k][j])\n"),
    (
        "hoist-row",
        "for i in r:\n    for j in r:\n        if j > 9:\n            continue\n        print(a[i + 1][j])\n",
    ),
    ("power-modulo", "print(x ** 2 % 10, '%d' % x)\n"),
    # The number itself is used too.
    ("power-modulo", "def f(n):\n    x = 10**n\n    return x % 7, x\n"),
    ("euclid-to-gcd", "while b:\n    a, b = b, a - b\n"),
    ("factorial-to-math", "def f(n):\n    return n * f(n - 2)\n"),
    ("product-loop-to-prod", "for x in a:\n    p *= p\n"),
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


def test_methods_keep_their_cache_for_one_call_only() -> None:
    text = rewritten(
        "memoise-recursion", "class A:\n    def f(self, n):\n        return self.f(n - 1) + self.f(n - 2)\n"
    )
    assert text is not None and "def f_cached(n):" in text and "return f_cached(n)" in text
