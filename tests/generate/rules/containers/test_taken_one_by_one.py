"""Taking items out one by one: heaps, sorted walks, counts; lists that grow at the front."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent

RUNS: list[Run] = [
    (
        "sorted-pops-to-heap",
        """
        def f(sizes):
            total = 0
            sizes = list(sizes)
            while len(sizes) > 1:
                sizes.sort()
                a = sizes.pop(0)
                b = sizes.pop(0)
                total += a + b
                sizes.append(a + b)
            return total, sizes
        """,
        ["f([])", "f([5])", "f([4, 3, 2, 6])", "f([1, 1, 1, 1, 1])"],
    ),
    (
        "sorted-pops-to-heap",
        """
        def f(jobs, more):
            jobs, done = list(jobs), []
            while jobs:
                jobs = sorted(jobs)
                at, name = jobs.pop(0)
                done.append(name)
                if at < more:
                    jobs.append((at + 3, name + "'"))
            return done
        """,
        ["f([], 3)", "f([(3, 'a'), (1, 'b'), (1, 'a')], 5)"],
    ),
    (
        "sorted-pops-to-heap",
        """
        def f(events):
            events, seen = list(events), []
            while events:
                events = sorted(events)
                at, kind = events[0]
                events = events[1:]
                seen.append((at, kind))
                if kind == "a":
                    events.append((at + 2, "b"))
            return seen
        """,
        ["f([])", "f([(3, 'a'), (1, 'a'), (2, 'c')])"],
    ),
    (
        "selection-to-sorted",
        """
        def f(items, back):
            items, out = list(items), []
            while len(items) > 0:
                least = min(items)
                out.append(least)
                if back:
                    out.append(-least)
                items.remove(least)
            return out, items
        """,
        ["f([], 0)", "f([3, 1, 2, 1], 1)", "f([1, True, 1.0, 0], 0)"],
    ),
    (
        "selection-to-sorted",
        """
        def f(items):
            items, out = list(items), []
            while items:
                most = max(items, key=len)
                items.remove(most)
                out.append(most)
            return out
        """,
        ["f([])", "f(['a', 'bb', 'cc', 'd'])"],
    ),
    (
        "remove-to-counter",
        """
        def f(a, b):
            letters = list(b)
            for ch in a:
                if ch in letters:
                    letters.remove(ch)
                else:
                    return False
            return not letters
        """,
        ["f('', '')", "f('abca', 'caab')", "f('abc', 'abca')", "f('abcd', 'abca')"],
    ),
    (
        "remove-to-counter",
        """
        def f(a, b):
            common = []
            rest = b[:]
            for x in a:
                if x not in rest:
                    continue
                common.append(x)
                rest.remove(x)
            return common, len(rest)
        """,
        ["f([], [])", "f([1, 2, 2, 3], [2, 2, 2, 3, 5])"],
    ),
    (
        "count-to-membership",
        """
        def f(xs):
            seen = []
            for x in xs:
                if seen.count(x) == 0:
                    seen.append(x)
                elif seen.count(x) > 0:
                    seen = [*seen]
            return seen
        """,
        ["f([1, 2, 1])", "f([])"],
    ),
    (
        "count-key-to-counter",
        """
        def f(words):
            return max(set(words), key=words.count) if words else ""
        """,
        ["f([])", "f(['a', 'b', 'b'])", "f(['x', 'y'])"],
    ),
    (
        "count-key-to-counter",
        """
        def f(words):
            return sorted(set(words), key=lambda w: (-words.count(w), w))
        """,
        ["f([])", "f(['a', 'b', 'b', 'c', 'c'])"],
    ),
    (
        "prepend-to-append",
        """
        def f(rows):
            out = []
            for row in rows:
                for x in row:
                    if x > 1:
                        out = [x] + out
            return out
        """,
        ["f([])", "f([[1, 2, 3], [], [4, 1, 5]])"],
    ),
    (
        "prepend-to-append",
        """
        def f(n):
            digits = []
            while n:
                digits.insert(0, n % 2)
                n //= 2
            return digits
        """,
        ["f(0)", "f(10)"],
    ),
]
SILENT = [
    (
        "sorted-pops-to-heap",
        "while jobs:\n    jobs.sort()\n    j = jobs.pop(0)\n    print(jobs[1])\n    jobs.append(j - 1)\n",
    ),
    ("selection-to-sorted", "while a:\n    m = min(a)\n    a.remove(m)\n    a.append(m - 1)\n"),
    ("selection-to-sorted", "while a:\n    m = min(a)\n    a.remove(m)\n    if m > 3:\n        break\n"),
    ("remove-to-counter", "def f(a, b):\n    r = list(b)\n    for x in a:\n        r.remove(x)\n    return r\n"),
    ("count-to-membership", "x = 'abc'.count(y) == 0\n"),
    ("prepend-to-append", "out = []\nfor x in a:\n    out = [x] + out\n    print(out)\n"),
]


@pytest.mark.parametrize("row", RUNS, ids=[f"{row[0]}-{at}" for at, row in enumerate(RUNS)])
def test_runs(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT)
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)
