"""Windows of any width, also a negative one, with filters; searches for free numbers."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent
from tests.generate.rules.tables import Case, check

WIDTHS = (-20, -4, -2, -1, 0, 1, 2, 5, 30)
ITEMS = "[3, None, -1, 4, None, None, 1, 5, -9, 2, 6]"
PLAIN = "[3, 0, -1, 4, 1, 5, -9, 2, 6]"

CASES: list[Case] = [
    (
        "window-list-to-prefix",
        """
        def means(xs, w):
            out = []
            for i in range(len(xs)):
                window = [v for v in xs[max(0, i - w) : i + w + 1] if v is not None]
                if not window:
                    out.append(None)
                    continue
                out.append(sum(window) / len(window))
            return out
        """,
        """
        from itertools import accumulate
        def means(xs, w):
            out = []
            count_before = [*accumulate([1 if v is not None else 0 for v in xs], initial=0)]
            total_before = [*accumulate([v if v is not None else 0 for v in xs], initial=0)]
            for i in range(len(xs)):
                first, last, _ = slice(max(0, i - w), i + w + 1).indices(len(xs))
                last = max(first, last)
                window_size = count_before[last] - count_before[first]
                if not window_size:
                    out.append(None)
                    continue
                out.append((total_before[last] - total_before[first]) / window_size)
            return out
        """,
    ),
    (
        "first-free-number-remembered",
        """
        def unique(names: list[str]):
            used = set()
            found = []
            for name in names:
                candidate = name
                n = 1
                while candidate in used:
                    candidate = f"{name}_{n}"
                    n += 1
                used.add(candidate)
                found.append(candidate)
            return found
        """,
        """
        def unique(names: list[str]):
            used = set()
            found = []
            first_free = {}
            for name in names:
                candidate = name
                n = first_free.get(name, 1)
                while candidate in used:
                    first_free[name] = n
                    candidate = f"{name}_{n}"
                    n += 1
                used.add(candidate)
                found.append(candidate)
            return found
        """,
    ),
    (
        "membership-list-to-set",
        """
        def number(names):
            keys = []
            for name in names:
                n = 0
                while name + suffix(n) in keys:
                    n += 1
                keys.append(name + suffix(n))
            return keys
        """,
        """
        def number(names):
            keys = []
            keys_set = set()
            for name in names:
                n = 0
                while name + suffix(n) in keys_set:
                    n += 1
                item = name + suffix(n)
                keys.append(item)
                keys_set.add(item)
            return keys
        """,
    ),
]

FILTERED = """
def f(xs, w):
    out = []
    for i, _ in enumerate(xs):
        near = xs[max(0, i - w) : i + w + 1]
        valid = [v for v in near if v is not None]
        odd = 0
        for v in valid:
            if v % 2:
                odd += v
        out.append((len(valid), sum(valid), sum(v * v for v in valid), sum(1 for v in valid if v > 2), odd))
        out.append("some" if valid else "none")
    return out
"""
COUNTED = """
def f(xs, w):
    n = len(xs)
    out = []
    for i in range(n):
        total = count = small = 0
        for j in range(max(0, i - w), min(n, i + w + 1)):
            if xs[j] is None:
                continue
            total += xs[j]
            if xs[j] < 2:
                small += 1
            else:
                count += 1
        out.append((total, count, small))
    return out
"""
NUMBERED = """
from itertools import count

def suffix(number):
    letters = ""
    while number > 0:
        number -= 1
        letters = chr(97 + number % 26) + letters
        number //= 26
    return letters

def by_letters(names):
    keys = []
    for name in names:
        base = name.lower() + "-"
        number = 0
        while base + suffix(number) in keys:
            number += 1
        keys.append(base + suffix(number))
    return keys

def endless(names):
    used = set()
    for name in names:
        if name not in used:
            used.add(name)
            continue
        i = 1
        while True:
            candidate = "%s(%d)" % (name, i)
            i += 1
            if candidate not in used:
                used.add(candidate)
                break
    return sorted(used)

def two(names, reserved):
    used = []
    for stem, end in names:
        n = 1
        candidate = stem + end
        while candidate in used or candidate in reserved:
            n += 1
            candidate = f"{stem}-{n:02d}{end}"
        used.append(candidate)
    return used

def counted(names):
    used = {}
    for name in names:
        for n in count(1):
            candidate = name + str(n)
            if candidate not in used:
                break
        used[candidate] = n
    return used.items()
"""
NAMES = "['a', 'b', 'a', 'A', 'a', 'a_1', 'a1', 'a(1)', 'a', 'b', 'b1', 'b', 'a', 'a', 'a(1)', 'a'] * 3"
PAIRS = "[('a', '.x'), ('a', '.y'), ('a', '.x'), ('a-02', '.x'), ('a', '.x'), ('b', '')] * 4"

RUNS: list[Run] = [
    ("window-list-to-prefix", FILTERED, [f"f({ITEMS}, {w})" for w in WIDTHS] + ["f([], 2)"]),
    ("window-list-to-prefix", FILTERED.replace("i + w + 1]", "i + 1]"), [f"f({ITEMS}, {w})" for w in WIDTHS]),
    ("window-list-to-prefix", FILTERED.replace("max(0, i - w) :", ":"), [f"f({ITEMS}, {w})" for w in WIDTHS]),
    ("window-counters-to-prefix", COUNTED, [f"f({ITEMS}, {w})" for w in WIDTHS] + ["f([], 2)"]),
    ("window-counters-to-prefix", COUNTED.replace("is None", "!= xs[j]"), ["f([1, float('nan'), 2, 3], 2)"]),
    (
        "window-counters-to-prefix",
        COUNTED.replace("j in range(max(0, i - w), min(n, i + w + 1))", "v in xs[max(0, i - w) : i + w + 1]").replace(
            "xs[j]", "v"
        ),
        [f"f({ITEMS}, {w})" for w in WIDTHS],
    ),
    (
        "slice-sum-to-prefix",
        "def f(xs, w):\n    return [sum(xs[max(0, i - w) : i + w + 1]) for i in range(len(xs))]\n",
        [f"f({PLAIN}, {w})" for w in WIDTHS],
    ),
    (
        "slice-sum-to-prefix",
        "def f(xs, k):\n    out = []\n    for i in range(len(xs) - k + 1):\n        out.append(sum(xs[i : i + k]))\n"
        "    return out\n",
        [f"f({PLAIN}, {w})" for w in WIDTHS],
    ),
    (
        "slice-count-to-prefix",
        "def f(xs, k):\n    out = []\n    for i in range(len(xs)):\n        n = 0\n"
        "        for x in xs[i - k : i + 1]:\n"
        "            if x > 1:\n                n += 1\n        out.append(n)\n    return out\n",
        [f"f({PLAIN}, {w})" for w in WIDTHS],
    ),
    (
        "window-loop-to-prefix",
        "def f(xs, k):\n    out = []\n    for i in range(len(xs)):\n        t = 1\n"
        "        for j in range(max(0, i - k), min(len(xs), i + k + 1)):\n            t += xs[j]\n"
        "        out.append(t)\n    return out\n",
        [f"f({PLAIN}, {w})" for w in WIDTHS],
    ),
    (
        "first-free-number-remembered",
        NUMBERED,
        [f"{name}({NAMES})" for name in ("by_letters", "endless", "counted")] + [f"two({PAIRS}, ['a.x', 'b-02'])"],
    ),
    ("membership-list-to-set", NUMBERED, [f"by_letters({NAMES})"]),
]

MIXED = """
def f(names):
    used = set()
    found = []
    for name in names:
        candidate = name
        n = 1
        while candidate in used:
            candidate = f"{name}_{n}"
            n += 1
        used.add(candidate)
        found.append(candidate)
    return found
"""
# What is equal is not always spelled alike.
RUNS.append(("first-free-number-remembered", MIXED, ["f([1, True, 1.0, 1, True, 1.0, 1, 'a', 1, 'a', 'a'])"]))

SILENT = [
    # The list goes on; the filter differs from round to round; the list changes.
    ("window-list-to-prefix", FILTERED.replace("len(valid)", "valid")),
    ("window-list-to-prefix", FILTERED.replace("v is not None", "v is not i")),
    ("window-list-to-prefix", FILTERED.replace("        odd = 0", "        xs[i] = odd = 0")),
    # One sum tests another; the place is asked for itself; the loop is left; the variable lives on.
    ("window-counters-to-prefix", COUNTED.replace("xs[j] < 2", "total < 2")),
    ("window-counters-to-prefix", COUNTED.replace("small += 1", "small += j")),
    ("window-counters-to-prefix", COUNTED.replace("continue", "break")),
    ("window-counters-to-prefix", COUNTED.replace("small))", "small, j))")),
    # Something is taken out again, or may be; the number is asked for; the name changes; no pure function.
    ("first-free-number-remembered", MIXED.replace("found.append(candidate)", "used.discard(name)")),
    ("first-free-number-remembered", MIXED.replace("found.append(candidate)", "clean(used)")),
    ("first-free-number-remembered", MIXED.replace("found.append(candidate)", "used = set()")),
    ("first-free-number-remembered", MIXED.replace("found.append(candidate)", "found.append(n)")),
    ("first-free-number-remembered", MIXED.replace("n += 1", "n += 1; name += 'x'")),
    ("first-free-number-remembered", MIXED.replace('f"{name}_{n}"', "make(name, n)")),
    ("first-free-number-remembered", MIXED.replace('f"{name}_{n}"', 'f"{name.get()}_{n}"')),
    ("first-free-number-remembered", MIXED.replace("n = 1", "n = len(used)")),
    ("first-free-number-remembered", MIXED.replace("used = set()", "used = names.used")),
    # What is appended is made from the list itself.
    (
        "membership-list-to-set",
        "def f(a):\n    keys = [1]\n    for x in a:\n        if x in keys:\n"
        "            keys.append(g(keys))\n    return keys\n",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_rewrites(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row[0])
def test_behaves(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=lambda row: row[0])
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)
