"""Factorisation, sums of a growing list, and rows by zip."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent

RUNS: list[Run] = [
    (
        "factorise-to-sqrt",
        """
        def f(n):
            out = []
            rest = n
            for i in range(2, n + 1):
                if i % 2 == 0 and i != 2:
                    continue
                while rest % i == 0:
                    rest //= i
                    out.append(i)
            return out
        """,
        [f"f({n})" for n in (2, 4, 12, 35, 49, 97, 98, 360, 1001)],
    ),
    (
        "factorise-to-sqrt",
        """
        def f(n):
            out = {}
            for p in range(2, n + 1):
                count = 0
                while n % p == 0:
                    count += 1
                    n //= p
                if count:
                    out[p] = count
            return out
        """,
        [f"f({n})" for n in (2, 4, 12, 35, 49, 97, 98, 360, 1001)],
    ),
    (
        "growing-sum",
        """
        def f(n):
            dp = [0] * (n + 1)
            dp[0] = 1
            for i in range(n + 1):
                for j in range(i - 2):
                    dp[i] += dp[j]
                    dp[i] %= 1000
            return dp
        """,
        ["f(0)", "f(5)", "f(60)"],
    ),
    (
        "growing-sum",
        """
        def f(a):
            out = []
            for i in range(len(a)):
                s = 0
                for j in range(i):
                    s += a[j]
                out.append(s)
            return out
        """,
        ["f([])", "f([1, 2, 3])", "f([0.1, 0.2, 0.3])"],
    ),
    (
        "row-by-zip",
        """
        def f(d):
            n = len(d)
            for k in range(n):
                for i in range(n):
                    for j in range(n):
                        d[i][j] = min(d[i][j], d[i][k] + d[k][j])
            return d
        """,
        ["f([[0, 3, 9], [2, 0, 1], [1, 9, 0]])"],
    ),
    (
        "row-by-zip",
        """
        def f(d):
            n = len(d)
            for k in range(n):
                for i in range(n):
                    for j in range(n):
                        if d[i][j] > d[i][k] + d[k][j]:
                            d[i][j] = d[i][k] + d[k][j]
            return d
        """,
        ["f([[0, 3, 9], [2, 0, 1], [1, 9, 0]])"],
    ),
    (
        "row-by-zip",
        "def f(a, b):\n    for r in range(3):\n        for j in range(2):\n            a[j] += 2 * b[j]\n"
        "    return a\n",
        ["f([1, 2, 3], [4, 5])"],
    ),
]

RUNS.append(
    (
        "early-exit-at-bound",
        """
        def f(l, r):
            best = 2019
            for i in range(l, r):
                x = i % 2019
                for j in range(i + 1, r + 1):
                    best = min(best, x * j % 2019)
            return [best]
        """,
        ["f(5, 40)", "f(2000, 2100)", "f(3, 3)", "f(670, 680)"],
    )
)

SILENT = [
    ("early-exit-at-bound", "for i in r:\n    best = max(best, i % 7)\n"),
    ("early-exit-at-bound", "for i in r:\n    best = min(best, i - 7)\n"),
    ("early-exit-at-bound", "for i in r:\n    best = min(best, i % 7)\n    n += 1\n"),
    ("factorise-to-sqrt", "for i in range(2, n):\n    while x % 2 == 0:\n        x //= 2\n"),
    ("growing-sum", "for i in range(n):\n    for j in range(i + 1):\n        s += a[j]\n"),
    ("growing-sum", "for i in range(n):\n    for j in range(i):\n        s += a[i]\n"),
    ("row-by-zip", "for i in r:\n    for j in range(n):\n        a[j] = a[j - 1] + b[j]\n"),
    ("row-by-zip", "for i in r:\n    for j in range(n):\n        a[j] = b[j] + j\n"),
]


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row[0])
def test_same_behaviour(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=lambda row: row[0])
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)
