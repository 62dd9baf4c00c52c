"""Prefix sums, running extremes and factors taken out of inner loops."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent
from tests.generate.rules.tables import Case, check

CASES: list[Case] = [
    (
        "window-loop-to-prefix",
        """
        def moving_average(values, width):
            if width < 1:
                return []
            result = []
            for start in range(len(values) - width + 1):
                total = 0
                for offset in range(width):
                    total += values[start + offset]
                result.append(total / width)
            return result
        """,
        """
        from itertools import accumulate
        def moving_average(values, width):
            if width < 1:
                return []
            result = []
            prefix = [*accumulate(values, initial=0)]
            for start in range(len(values) - width + 1):
                total = prefix[width + start] - prefix[start]
                result.append(total / width)
            return result
        """,
    ),
    (
        "clamped-window-to-prefix",
        """
        def around(days, spans):
            found = []
            for start, end in spans:
                sales = 0
                for day in range(start, end + 1):
                    if 0 <= day < len(days):
                        sales += days[day]
                found.append(sales)
            return found
        """,
        """
        from itertools import accumulate
        def around(days, spans):
            found = []
            prefix = [*accumulate(days, initial=0)]
            for start, end in spans:
                sales = 0
                first = max(start, 0)
                last = min(end + 1, len(days))
                if first < last:
                    sales += prefix[last] - prefix[first]
                found.append(sales)
            return found
        """,
    ),
    (
        "slice-length-from-ends",
        """
        def sizes(a, w):
            out = []
            for i in range(len(a)):
                chunk = a[max(0, i - w + 1):i + 1]
                out.append(len(chunk))
            return out
        """,
        """
        def sizes(a, w):
            out = []
            for i in range(len(a)):
                out.append(max(i + 1 - max(0, i - w + 1), 0))
            return out
        """,
    ),
    (
        "separable-extreme",
        """
        def profit(a):
            best = 0
            for i in range(len(a)):
                for j in range(i + 1, len(a)):
                    best = max(best, a[j] - a[i])
            return best
        """,
        """
        from itertools import accumulate
        def profit(a):
            best = 0
            max_from = [*accumulate([a[j] for j in reversed(range(1, len(a)))], max, initial=float('-inf'))][::-1]
            for i in range(len(a)):
                best = max(best, max_from[i] - a[i])
            return best
        """,
    ),
]

SPANS = "[(0, 4), (-3, 2), (3, 99), (-9, -2), (7, 12), (4, 1), (9, 3), (-1, -5)]"
RUNS: list[Run] = [
    (
        "clamped-window-to-prefix",
        """
        def f(a, spans):
            out = []
            for low, high in spans:
                both = odd = 0
                for j in range(low, high + 1):
                    if j < 0 or j >= len(a):
                        continue
                    both += a[j]
                for j in range(low - 2, low):
                    if j >= 0 and len(a) > j and a[j] % 2 and a[j] > 1:
                        odd += 1
                near = sum(a[low + d] for d in range(-2, 3) if 0 <= low + d <= len(a) - 1)
                out.append((both, odd, near, sum(1 for j in range(low, high) if 0 <= j < len(a) and a[j] > 2)))
            return out
        """,
        [f"f([5, 4, 2, 0, 8, 3], {SPANS})", f"f([], {SPANS})", "f([1], [])"],
    ),
    (
        "slice-count-to-prefix#clamped",
        """
        def f(a, window, limit):
            out = []
            for i in range(len(a)):
                chunk = a[max(0, i - window + 1):i + 1]
                bad = len([x for x in chunk if x > limit])
                late = sum(1 for x in chunk if x > 1 and x % 2)
                square = sum(x * x for x in a[i:i + window])
                small = 0
                for x in chunk:
                    if x < limit:
                        small += x
                out.append((bad / len(chunk), late, square, small))
            return out
        """,
        [f"f([3, 1, 4, 1, 5, 9, 2, 6], {w}, 3)" for w in (1, 2, 3, 8, 20)] + ["f([], 2, 3)"],
    ),
    (
        "slice-length-from-ends",
        """
        def f(a, k):
            out = []
            for i in range(len(a)):
                low = max(0, i - k)
                chunk = a[low:i + 1]
                out.append((len(chunk), low))
            return out
        """,
        ["f([], 1)", "f([1], 1)", "f([1, 2, 3, 4, 5, 6], 2)", "f([1, 2, 3, 4, 5, 6], -2)"],
    ),
    (
        "window-extreme-by-doubling",
        """
        def f(a, k):
            if k < 1:
                return []
            out = []
            for i in range(len(a)):
                low = max(0, i - k + 1)
                chunk = a[low:i + 1]
                out.append((max(chunk), low))
            return out
        """,
        [f"f([3, 1, 4, 1, 5, 9, 2, 6], {w})" for w in (1, 2, 3, 5, 8, 20)]
        + ["f([], 2)", "f([2, 1], 2.5)", "f([2, 1], 2.0)", "f([2, 1, 3], 2.5)"],
    ),
    (
        "slice-extreme-to-running",
        "def f(a):\n    return [(max(x[1] for x in a[:i]), min([y + z for y, z in a[i:]])) "
        "for i in range(1, len(a))]\n",
        ["f([(3, 1), (1, 4), (4, 1), (1, 5)])", "f([(2, 2)])"],
    ),
    (
        "slice-length-from-ends",
        """
        def f(a, k):
            out = []
            for i in range(len(a)):
                rest, near, tail = a[i:], list(a[2:i + 4]), 0
                window = a[i:i + 3]
                out.append((len(window), len(a[: i])))
            return out
        """,
        ["f([], 1)", "f([1], 1)", "f([1, 2, 3, 4, 5, 6], 2)"],
    ),
    (
        "slice-sum-to-prefix",
        """
        def f(a, k):
            best = None
            for i in range(len(a) - k + 1):
                s = sum(a[i:i + k])
                if best is None or s > best:
                    best = s
            return best, [abs(sum(a[:i]) - sum(a[i:])) for i in range(len(a))]
        """,
        ["f([1, 2, 3, 4, 5], 2)", "f([3], 1)", "f([], 4)"],
    ),
    (
        "slice-sum-to-prefix#clamped",
        "def f(a, k):\n    o = []\n    for i in range(len(a)):\n        o.append(sum(a[i:i + k]))\n    return o\n",
        ["f([1, 2, 3, 4, 5], 2)", "f([3], 4)", "f([], 4)"],
    ),
    (
        "slice-sum-to-prefix",
        "def f(s):\n    return min(s[:i].count('W') + s[i + 1:].count('E') for i in range(len(s)))\n",
        ["f('WEEWW')", "f('E')"],
    ),
    (
        "window-loop-to-prefix",
        """
        def f(a, spans):
            out = []
            for low, high in spans:
                n = 0
                for j in range(low, high + 1):
                    if a[j] % 2 == 0 and a[j] > 1:
                        n += 1
                out.append(n + sum(a[j] ** 2 for j in range(low, high)))
            return out
        """,
        ["f([5, 4, 2, 0, 8], [(0, 4), (1, 1), (2, 3)])"],
    ),
    (
        "slice-extreme-to-running",
        "def f(a):\n    return [(max(a[:i]), min(a[i:]), max(a[:i + 1])) for i in range(1, len(a))]\n",
        ["f([3, 1, 4, 1, 5])", "f([2])"],
    ),
    (
        "extreme-of-others",
        "def f(a):\n    return [(max(a[:i] + a[i+1:]), min(a[:i] + a[i + 1:]), sum(a[:i] + a[i+1:])) "
        "for i in range(len(a))]\n",
        ["f([3, 1, 4, 1, 4])", "f([2, 7])"],
    ),
    (
        "separable-sum",
        """
        def f(a):
            s = 0
            for i in range(len(a)):
                for j in range(i + 1, len(a)):
                    s += a[i] * a[j]
            return s
        """,
        ["f([1, 2, 3])", "f([])", "f([4])"],
    ),
    (
        "separable-sum",
        """
        def f(a, b):
            s = 0
            for x in a:
                for y in b:
                    s += 2 * x * y
            return s + sum(sum(a[i] - b[j] for j in range(len(b))) for i in range(len(a)))
        """,
        ["f([1, 2, 3], [4, 5])", "f([], [1])", "f([4], [])"],
    ),
    (
        "separable-extreme",
        """
        def f(a):
            best = 10 ** 9
            for i in range(len(a)):
                for j in range(i):
                    if a[i] + 3 * a[j] - j < best:
                        best = a[i] + 3 * a[j] - j
            return best
        """,
        ["f([3, 1, 2])", "f([])", "f([4])"],
    ),
    (
        "separable-extreme",
        """
        def f(a, b):
            best = -100
            for x in a:
                for y in b:
                    best = max(y - x, best)
            return best
        """,
        ["f([3, 1, 2], [0, 4])", "f([], [1])", "f([4], [])"],
    ),
]

RUNS.append(
    (
        "separable-extreme",
        """
        def f(prices):
            best = 0
            for i in range(len(prices)):
                for j in range(i + 1, len(prices)):
                    profit = prices[j] - prices[i]
                    if profit > best:
                        best = profit
            return [best]
        """,
        ["f([3, 1, 2, 9])", "f([])", "f([4])"],
    )
)

SILENT = [
    # Places before the first would be read from the end; limits on something else; a list that changes.
    (
        "clamped-window-to-prefix",
        "for s, e in r:\n    for j in range(s, e):\n        if j < len(a):\n            t += a[j]\n",
    ),
    (
        "clamped-window-to-prefix",
        "for s, e in r:\n    for j in range(s, e):\n        if 0 <= k < 9:\n            t += a[j]\n",
    ),
    (
        "clamped-window-to-prefix",
        "for s, e in r:\n    for j in range(s, e):\n        if 0 <= j < len(a):\n            t += a[j]\n    a[s] = t\n",
    ),
    ("slice-count-to-prefix", "for i in r:\n    print(len([x for x in a[i:i + 3] if x > i]))\n"),
    ("slice-count-to-prefix", "for i in r:\n    print(len([x for x in a[i:i + 3] if x > 2]))\n    a[i] = 0\n"),
    ("slice-length-from-ends", "for i in r:\n    c = a[i - 3:i]\n    print(len(c))\n"),
    ("slice-length-from-ends", "for i in range(n):\n    c = a[i:]\n    print(len(c), c)\n"),
    ("slice-sum-to-prefix", "for i in r:\n    print(sum(a[:i]))\n    a[i] = 0\n"),
    ("slice-sum-to-prefix", "print(sum(a[:i]))\n"),
    ("window-loop-to-prefix", "for i in r:\n    s = 0\n    for j in range(k):\n        s += a[j] * b[i + j]\n"),
    ("window-loop-to-prefix", "for i in r:\n    s = 0\n    for j in range(i):\n        s += j\n"),
    ("slice-extreme-to-running", "for i in r:\n    a.append(max(a[:i]))\n"),
    ("extreme-of-others", "for i in r:\n    print(max(a[:i] + a[i + 2:]))\n"),
    ("separable-sum", "for x in a:\n    for y in b:\n        s += x ** y\n"),
    ("separable-extreme", "for x in a:\n    for y in b:\n        best = max(best, abs(x - y))\n"),
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


WINDOWS: list[Run] = [
    (
        "window-extreme-by-doubling",
        """
        def f(values, window):
            return [max(values[i : i + window]) for i in range(len(values) - window + 1)]
        """,
        [f"f([3, 1, 4, 1, 5, 9, 2, 6], {w})" for w in (1, 2, 3, 4, 7, 8, 9, 0)],
    ),
    (
        "window-extreme-by-doubling",
        """
        def f(values, window):
            out = []
            for i in range(len(values)):
                chunk = values[max(0, i - window + 1) : i + 1]
                out.append((min(chunk), sum(chunk) / len(chunk)))
            return out
        """,
        [f"f([3, 1, 4, 1, 5, 9, 2, 6], {w})" for w in (1, 2, 3, 5, 8, 20)],
    ),
    (
        "window-extreme-by-doubling",
        """
        def f(values, k):
            out = []
            for i in range(len(values)):
                out.append(max(values[i : i + k]))
            return out
        """,
        [f"f([3, 1, 4, 1, 5, 9, 2, 6], {w})" for w in (1, 2, 3, 5, 8, 20, 0)],
    ),
    (
        "slice-sum-to-prefix",
        """
        def f(values, k):
            out = []
            for i in range(len(values) - k + 1):
                window = values[i : i + k]
                out.append(sum(window) / k)
            return out
        """,
        [f"f([3, 1, 4, 1, 5, 9, 2, 6], {w})" for w in (1, 2, 3, 8)],
    ),
]
NO_WINDOW = [
    # The width depends on the round.
    ("window-extreme-by-doubling", "def f(a):\n    return [max(a[i : 2 * i + 1]) for i in range(len(a) // 2)]\n"),
    # The list changes.
    (
        "window-extreme-by-doubling",
        "def f(a, k):\n    for i in range(9):\n        a[i] = max(a[i : i + k])\n",
    ),
]


@pytest.mark.parametrize("row", WINDOWS, ids=lambda row: row[0])
def test_meaning_of_windows(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", NO_WINDOW, ids=lambda row: row[0])
def test_no_windows(row: tuple[str, str]) -> None:
    check_silent(row)
