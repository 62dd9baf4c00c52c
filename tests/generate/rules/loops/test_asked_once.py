"""Questions with any(), values that a comprehension computes once, nearest items, powers."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent

RUNS: list[Run] = [
    (
        "search-loop-else-to-any",
        """
        def f(xs, ys):
            missing = []
            for x in xs:
                for y in ys:
                    if y == x:
                        break
                else:
                    missing.append(x)
            return missing
        """,
        ["f([], [1])", "f([1, 2, 3], [2])", "f([1], [])"],
    ),
    (
        "repeated-in-comprehension-once",
        """
        import json
        def f(lines):
            return [json.loads(line)["a"] for line in lines if "a" in json.loads(line)]
        """,
        ["f([])", "f([json.dumps(dict(a=1)), '{}'])", "f(['x'])"],
    ),
    (
        "repeated-in-comprehension-once",
        """
        def f(words):
            return {w.strip().lower(): len(w.strip().lower()) for w in words}
        """,
        ["f([])", "f([' A', 'bB '])"],
    ),
    (
        "nearest-by-bisect",
        """
        def f(xs, targets):
            return [min(xs, key=lambda x: abs(x - t)) for t in targets]
        """,
        [
            "f([3, 1, 2, 2, 9, 5], [0, 1, 1.5, 2, 4, 7, 7.5, 100])",
            "f([], [1])",
            "f([], [])",
            "f([True, 1, 1.0], [1, 3])",
        ],
    ),
    (
        "nearest-by-bisect",
        """
        def f(rows, targets):
            out = []
            for t in targets:
                best = min(rows, key=lambda r: abs(t - r[0]))
                out.append(best[1])
            return out
        """,
        ["f([(3, 'a'), (1, 'b'), (3, 'c'), (1, 'd')], [0, 1, 2, 3, 4])", "f([(5, 'x')], [1])"],
    ),
    (
        "power-loop-to-pow",
        """
        def f(base, exponent, modulus):
            r = 1
            for _ in range(exponent):
                r = r * base % modulus
            return r
        """,
        ["f(3, 0, 1)", "f(3, 5, 7)", "f(-3, 5, 7)", "f(2, -1, 5)", "f(2, 3, 1)"],
    ),
]
SILENT = [
    (
        "search-loop-else-to-any",
        "def f(a):\n    for x in a:\n        if x > 1:\n            break\n    else:\n        return 0\n    return x\n",
    ),
    ("repeated-in-comprehension-once", "x = [len(a) + len(a) for a in b]\n"),
    ("nearest-by-bisect", "x = min(a, key=lambda x: abs(x - 3))\n"),
    ("nearest-by-bisect", "for t in ts:\n    x = min(a, key=lambda x: abs(x - t))\n    a.remove(x)\n"),
    ("power-loop-to-pow", "for i in range(n):\n    r = r * i % m\n"),
]


@pytest.mark.parametrize("row", RUNS, ids=[f"{row[0]}-{at}" for at, row in enumerate(RUNS)])
def test_runs(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT)
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)
