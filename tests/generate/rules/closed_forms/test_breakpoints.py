"""Minima at breakpoints, and selection by a heap."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent

RUNS: list[Run] = [
    (
        "minimum-at-breakpoints",
        """
        def f(a):
            best = 10 ** 9
            for p in range(-100, 101):
                cost = 0
                for x in a:
                    cost += (x - p) ** 2
                best = min(best, cost)
            return [best]
        """,
        ["f([1, 4])", "f([-7])", "f([1, 1, 100, 3])"],
    ),
    (
        "minimum-at-breakpoints",
        "def f(a):\n    return [min(sum(abs(x - p) for x in a) for p in range(min(a), max(a) + 1))]\n",
        ["f([1, 4])", "f([-7])", "f([1, 1, 100, 3])"],
    ),
    (
        "minimum-at-breakpoints",
        """
        def f(a, b, c, x, y):
            costs = []
            for i in range(0, 2 * max(x, y) + 2, 2):
                costs.append(c * i + a * max(0, x - i // 2) + b * max(0, y - i // 2))
            return [min(costs)]
        """,
        ["f(1500, 2000, 1600, 3, 2)", "f(1500, 2000, 1900, 3, 2)", "f(1, 2, 100, 30, 12)", "f(9, 9, 1, 0, 0)"],
    ),
    (
        "selection-to-heap",
        """
        def f(a, n):
            s = 0
            while len(a) > 1 and n:
                m = min(a)
                a.remove(m)
                a.append(m * 2 + 1)
                s += m
                n -= 1
            return s, sum(a)
        """,
        ["f([3, 1, 2], 9)", "f([], 2)"],
    ),
    (
        "selection-to-heap",
        """
        def f(a, n):
            for _ in range(n):
                top = max(a)
                a.remove(top)
                a.append(top // 2)
            return sum(a), sorted(a)
        """,
        ["f([8, 3, 9], 4)"],
    ),
]

SILENT = [
    ("minimum-at-breakpoints", "for p in range(n):\n    best = max(best, abs(p - 3))\n"),
    ("minimum-at-breakpoints", "for p in range(n):\n    best = min(best, a[p])\n"),
    ("selection-to-heap", "a = [3, 1]\nfor _ in r:\n    m = min(a)\n    a.remove(m)\n    print(a[0])\n"),
]


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row[0])
def test_same_behaviour(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=lambda row: row[0])
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)
