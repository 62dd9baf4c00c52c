"""Ranges narrowed by what their conditions can accept."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent
from tests.generate.rules.tables import Case, check

CASES: list[Case] = [
    (
        "divisor-scan-to-pairs#guarded",
        """
        def parts(n):
            found = []
            for d in range(1, n + 1):
                if n % d == 0:
                    found.append(d)
            return found
        """,
        """
        from math import isqrt
        def parts(n):
            found = []
            divisors = [d for d in range(1, isqrt(max(0, n)) + 1) if n % d == 0]
            divisors += [n // d for d in reversed(divisors) if d * d != n]
            for d in [d for d in divisors if d in range(1, n + 1)]:
                if n % d == 0:
                    found.append(d)
            return found
        """,
    ),
    (
        "trial-division-to-sqrt",
        """
        def prime(n):
            for i in range(2, n):  # try all
                if n % i == 0:
                    return False
            return True
        """,
        """
        from math import isqrt
        def prime(n):
            for i in range(2, isqrt(n) + 1):  # try all
                if n % i == 0:
                    return False
            return True
        """,
    ),
    (
        "solve-last-variable",
        """
        def ways(n, y):
            return sum(1 for i in range(n) for j in range(n) for k in range(n) if i + 2 * j + 5 * k == y)
        """,
        """
        def ways(n, y):
            return sum(1 for i in range(n) for j in range(n) for k in ([(y - i - 2 * j) // 5] if (y - i - 2 * j) // 5 in range(n) else []) if i + 2 * j + 5 * k == y)
        """,  # noqa: E501
    ),
    (
        "solve-last-variable",
        """
        def ways(n, y):
            count = 0
            for i in range(n):
                for j in range(n):
                    for k in range(j + 1, n):
                        if i + j + k == y:
                            count += 1
            return count
        """,
        """
        def ways(n, y):
            count = 0
            for i in range(n):
                for j in range(n):
                    k = y - i - j
                    if k in range(j + 1, n):
                        count += 1
            return count
        """,
    ),
    (
        "step-by-congruence",
        """
        def total(n, k):
            return sum(i for i in range(1, n) if i % k == 0)
        """,
        """
        def total(n, k):
            return sum(i for i in range(k, n, k) if i % k == 0)
        """,
    ),
    (
        "tighten-range",
        """
        def pairs(a):
            for i in range(len(a)):
                for j in range(len(a)):
                    if i >= j:
                        continue
                    yield a[i], a[j]
        """,
        """
        def pairs(a):
            for i in range(len(a)):
                for j in range(i + 1, len(a)):
                    if i >= j:
                        continue
                    yield a[i], a[j]
        """,
    ),
]

_BELOW = [f"f({n})" for n in (2, 3, 4, 9, 12, 13, 16, 35, 36, 37, 97)]

RUNS: list[Run] = [
    ("trial-division-to-sqrt", "def f(n):\n    return all(n % i != 0 for i in range(2, n))\n", _BELOW),
    ("trial-division-to-sqrt", "def f(n):\n    return n > 1 and all(n % i for i in range(2, n))\n", _BELOW),
    ("trial-division-to-sqrt", "def f(n):\n    return any(not n % i for i in range(2, n // 2 + 1))\n", _BELOW[1:]),
    (
        "trial-division-to-sqrt",
        """
        def f(n):
            found = []
            for p in range(2, n):
                prime = True
                for q in range(2, p):
                    if p % q == 0:
                        prime = False
                if prime:
                    found.append(p)
            return found
        """,
        _BELOW,
    ),
    (
        "trial-division-to-sqrt",
        """
        def f(n):
            for q in range(2, n):
                if n % q == 0:
                    word = "composite"
                    break
            else:
                word = "prime"
            return word
        """,
        _BELOW,
    ),
    ("divisor-scan-to-pairs", "def f(n):\n    return [d for d in range(1, n + 1) if n % d == 0]\n", _BELOW),
    ("divisor-scan-to-pairs", "def f(n):\n    return sum(d for d in range(1, n) if not n % d)\n", _BELOW),
    (
        "divisor-scan-to-pairs",
        """
        def f(n, m=36):
            for d in range(min(n, m), 0, -1):
                if n % d == 0 and m % d == 0:
                    return d
        """,
        _BELOW,
    ),
    (
        "divisor-scan-to-pairs",
        """
        def f(n):
            best, count = 0, 0
            for d in range(1, n + 1):
                if (n * 2) % d:
                    continue
                count += 1
                best = max(best, d)
            return best, count
        """,
        _BELOW,
    ),
    (
        "solve-last-variable",
        """
        def f(n, y, c=7):
            for i in range(n + 1):
                for j in range(n + 1):
                    for k in range(n + 1):
                        if i + j + k == n and 10 * i + 5 * j + k == y:
                            return i, j, k
        """,
        ["f(5, 14)", "f(4, 400)", "f(0, 0)", "f(3, 30)"],
    ),
    (
        "solve-last-variable",
        """
        def f(a, b, m):
            found = []
            for x in range(m):
                for y in range(3, m, 2):
                    if a * x + b * y == m:
                        found.append((x, y))
            return found
        """,
        ["f(2, 3, 40)", "f(2, 0, 40)", "f(0, 0, 0)", "f(-1, 2, 7)"],
    ),
    (
        "solve-last-variable",
        "def f(n):\n    return [(a, b, c) for a in range(1, n) for b in range(a, n) for c in range(b, n) "
        "if a * a + b * b == c * c]\n",
        ["f(30)"],
    ),
    (
        "tighten-range",
        """
        def f(n, m):
            found = []
            for i in range(n):
                for j in range(n):
                    if j > i and 3 * j <= m and j * j < m * m:
                        found.append((i, j))
            return found
        """,
        ["f(8, 17)", "f(5, 100)", "f(5, 0)", "f(0, 0)"],
    ),
    ("tighten-range", "def f(n, m):\n    return [x for x in range(n) if 2 * x + 1 >= m]\n", ["f(9, 4)", "f(9, 5)"]),
    ("step-by-congruence", "def f(n):\n    return [x for x in range(1, n) if x % 2]\n", _BELOW),
    ("step-by-congruence", "def f(n):\n    return [x for x in range(5, n) if (x + 1) % 3 == 1]\n", _BELOW),
    (
        "step-by-congruence",
        """
        def f(n, k=5, r=2):
            c = 0
            for x in range(n // 2, n):
                if x % k == r:
                    c += x
            return c
        """,
        _BELOW,
    ),
]

SILENT = [
    # Already up to the root.
    ("divisor-scan-to-pairs", "for i in range(1, int(n ** 0.5) + 1):\n    if n % i == 0:\n        out.append(i)\n"),
    # Which divisor is found matters.
    ("trial-division-to-sqrt", "for i in range(2, n):\n    if n % i == 0:\n        print(i)\n"),
    # n is changed by the loop itself.
    ("trial-division-to-sqrt", "for i in range(2, n):\n    if n % i == 0:\n        n //= i\n        break\n"),
    # The bound is changed by the loop.
    ("tighten-range", "for i in range(n):\n    if i > low:\n        low += 2\n"),
    # Rounds that fail the test do something too.
    ("solve-last-variable", "for i in range(n):\n    if i + k == n:\n        print(i)\n    s += 1\n"),
    ("step-by-congruence", "for i in range(n):\n    if i % 2:\n        s += 1\n    else:\n        s -= 1\n"),
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
