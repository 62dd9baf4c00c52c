"""Inner scans over equalities and orders: what fires, what it means, what must stay."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent
from tests.generate.rules.tables import Case, check

CASES: list[Case] = [
    (
        "equality-scan-to-table",
        """
        def totals_by_customer(orders):
            names = []
            for order in orders:
                total = 0.0
                for other in orders:
                    if other.customer == order.customer:
                        total += other.total
                names.append(total)
            return names
        """,
        """
        def totals_by_customer(orders):
            names = []
            totals = {}
            for other in orders:
                totals[other.customer] = totals.get(other.customer, 0) + other.total
            for order in orders:
                total = 0.0 + totals.get(order.customer, 0)
                names.append(total)
            return names
        """,
    ),
    (
        "equality-scan-to-index",
        """
        def find(a, t):
            for i in range(len(a)):
                for j in range(i + 1, len(a)):
                    if a[i] + a[j] == t:  # found
                        return i, j
        """,
        """
        from bisect import bisect_left
        def find(a, t):
            by_key = {}
            for j in range(1, len(a)):
                by_key.setdefault(a[j], []).append(j)
            for i in range(len(a)):
                matching = by_key.get(t - a[i], ())
                for j in matching[bisect_left(matching, i + 1):]:
                    if a[i] + a[j] == t:  # found
                        return i, j
        """,
    ),
    (
        "order-scan-to-bisect",
        """
        n = int(input())
        scores = list(map(int, input().split()))
        for i in range(n):
            rank = 1
            for j in range(n):
                if scores[j] > scores[i]:
                    rank = rank + 1
            print(rank)
        """,
        """
        from bisect import bisect_right
        n = int(input())
        scores = list(map(int, input().split()))
        ordered = sorted([scores[j] for j in range(n)])
        for i in range(n):
            rank = 1 + len(ordered) - bisect_right(ordered, scores[i])
            print(rank)
        """,
    ),
]

_PAIRS = """
def f(a, t):
    c = 0
    for i in range(len(a)):
        for j in range(i + 1, len(a)):
            if {test}:
                c += 1
    return c
"""
_TWO = ["f([1, 5, 7, -1, 5], 6)", "f([2, 2, 2, 2], 4)", "f([], 3)", "f([3], 6)", "f([0, 5, 10, 3, 2, 7], 5)"]

RUNS: list[Run] = [
    ("pair-scan-to-seen", _PAIRS.format(test="a[i] + a[j] == t"), _TWO),
    ("pair-scan-to-seen", _PAIRS.format(test="a[j] - a[i] == t"), _TWO),
    ("pair-scan-to-seen", _PAIRS.format(test="(a[i] + a[j]) % t == 0"), _TWO),
    ("pair-scan-to-seen", _PAIRS.format(test="a[i] ^ a[j] == t"), _TWO),
    ("pair-scan-to-seen", _PAIRS.format(test="a[j] > 1 and a[i] == a[j]"), _TWO),
    ("pair-scan-to-seen", _PAIRS.format(test="j - i == a[i] + a[j]"), _TWO),
    ("equality-scan-to-index", _PAIRS.format(test="a[i] + a[j] == t"), _TWO),
    (
        "pair-scan-to-seen",
        """
        def f(a):
            found = 0
            for i, x in enumerate(a):
                found += sum(1 for j in range(i) if a[j] == x)
            return found
        """,
        ["f([1, 2, 1, 1])", "f('abca')", "f([])"],
    ),
    (
        "equality-scan-to-table",
        """
        def f(a):
            return [sum(y[1] for y in a if y[0] == x[0]) for x in a]
        """,
        ["f([(1, 2), (2, 3), (1, 5)])", "f([])"],
    ),
    (
        "equality-scan-to-table",
        """
        def f(a, b):
            out = []
            for i in range(len(a)):
                same = 0
                for j in range(len(a)):
                    if i != j and a[i] == a[j] and b[j] > 0:
                        same += b[j]
                if any((a[i] + x) % 5 == 0 for x in b):
                    same += 100
                out.append(same)
            return out
        """,
        ["f([1, 2, 1, 1], [5, -1, 3, -2])", "f([1], [4])", "f([], [])"],
    ),
    (
        "equality-scan-to-table",
        """
        def f(a, b):
            return [len([y for y in b if y == x and flag]) for x in a for flag in (0, 1)]
        """,
        ["f([1, 2], [1, 1, 3])"],
    ),
    (
        "equality-scan-to-index",
        """
        def f(users, orders):
            out = []
            for u in users:
                for o in orders:
                    if o["uid"] != u["id"]:
                        continue
                    if o["x"] > 3:
                        out.append((u["id"], o["x"]))
                        break
            return out
        """,
        ["f([{'id': 1}, {'id': 2}, {'id': 1}], [{'uid': 1, 'x': 2}, {'uid': 1, 'x': 9}, {'uid': 1, 'x': 8}])"],
    ),
    (
        "equality-scan-to-index",
        """
        def f(a, b):
            return [[(x, y) for y in b if y % 3 == x] for x in a]
        """,
        ["f(range(4), range(10))"],
    ),
    (
        "order-scan-to-bisect",
        """
        def f(a, spans):
            out = []
            for low, high in spans:
                out.append(sum(1 for x in a if low <= x < high) + len([x for x in a if x > low]))
            return out
        """,
        ["f([5, 1, 3, 3, 9], [(1, 3), (3, 9), (7, 2), (0, 100)])", "f([], [(1, 2)])"],
    ),
    (
        "order-scan-to-bisect",
        """
        def f(a):
            return [sum(y for y in a if y <= x) for x in a]
        """,
        ["f([3, 1, 2, 3])", "f([])"],
    ),
    (
        "order-scan-to-bisect",
        """
        def f(a):
            out = []
            for i in range(len(a)):
                n = 0
                for j in range(len(a)):
                    if i == j:
                        continue
                    if a[j] <= a[i]:
                        n += 1
                out.append(n)
            return out
        """,
        ["f([3, 1, 2, 3])", "f([1])"],
    ),
    (
        "pair-order-to-insort",
        """
        def f(a):
            c = 0
            for i in range(len(a)):
                for j in range(i):
                    if a[j] > a[i]:
                        c += 1
            return c
        """,
        ["f([3, 1, 2, 3, 0])", "f([])"],
    ),
    ("pair-order-to-insort", _PAIRS.format(test="a[i] > 2 * a[j]"), _TWO),
    ("pair-order-to-insort", _PAIRS.format(test="a[i] + a[j] <= t"), _TWO),
]

RUNS += [
    (
        "pair-scan-to-seen",
        """
        def f(a, t):
            c = 0
            for i in range(len(a)):
                for j in range(i + 1, len(a)):
                    gap = a[j] - a[i]
                    if gap == t:
                        c += 1
            return [c]
        """,
        _TWO,
    ),
    (
        "equality-scan-to-index",
        """
        def f(a, t):
            out = []
            for x in a:
                for y in a:
                    both = x + y
                    if both != t:
                        continue
                    out.append((x, y, both))
            return out
        """,
        _TWO,
    ),
]

SILENT = [
    # The scanned list changes while it is scanned again and again.
    (
        "equality-scan-to-table",
        "for x in a:\n    for y in b:\n        if x == y:\n            n += 1\n    b.append(x)\n",
    ),
    # Nothing repeats the scan.
    ("equality-scan-to-table", "n = 0\nfor y in b:\n    if y == k:\n        n += 1\n"),
    # The key depends on the outer loop.
    ("equality-scan-to-index", "for i in p:\n    for j in q:\n        if g[i][j] == i:\n            print(i, j)\n"),
    (
        "pair-scan-to-seen",
        "for i in range(n):\n    for j in range(i, n):\n        if a[i] == a[j]:\n            c += 1\n",
    ),
    # The value counted is changed between.
    ("order-scan-to-bisect", "for i in r:\n    for x in a:\n        if x > a[i]:\n            c += 1\n    a[i] = 0\n"),
    # The loop's variable is used afterwards.
    (
        "equality-scan-to-index",
        "for i in r:\n    for x in a:\n        if x == i:\n            c += 1\n    print(x)\n",
    ),
    (
        "pair-order-to-insort",
        "for i in range(n):\n    for j in range(i):\n        if a[j] != a[i]:\n            c += 1\n",
    ),
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
