"""Pairs of one list that matter only where a key is equal."""

from __future__ import annotations

import textwrap

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent
from tests.generate.rules.tables import Case, check

CASES: list[Case] = [
    (
        "equality-scan-to-index",
        """
        class WardRota:
            def __init__(self, shifts):
                self.shifts = shifts

            def short_rests(self, min_rest):
                problems = []
                for i in range(len(self.shifts)):
                    for j in range(i + 1, len(self.shifts)):
                        nurse, start, end = self.shifts[i]
                        other, other_start, other_end = self.shifts[j]
                        if nurse != other:
                            continue
                        gap = max(start, other_start) - min(end, other_end)
                        if gap < min_rest:
                            problems.append((nurse, i, j))
                return problems
        """,
        """
        from bisect import bisect_left
        class WardRota:
            def __init__(self, shifts):
                self.shifts = shifts

            def short_rests(self, min_rest):
                problems = []
                by_key = {}
                for j in range(1, len(self.shifts)):
                    by_key.setdefault(self.shifts[j][0], []).append(j)
                for i in range(len(self.shifts)):
                    matching = by_key.get(self.shifts[i][0], ())
                    for j in matching[bisect_left(matching, i + 1):]:
                        nurse, start, end = self.shifts[i]
                        other, other_start, other_end = self.shifts[j]
                        if nurse != other:
                            continue
                        gap = max(start, other_start) - min(end, other_end)
                        if gap < min_rest:
                            problems.append((nurse, i, j))
                return problems
        """,
    ),
    (
        "combinations-to-index",
        """
        from itertools import combinations

        def clashes(rows: list[tuple[str, int, int]]):
            found = []
            for (nurse, start, end), (other, begin, stop) in combinations(rows, 2):
                if nurse != other:  # not the same
                    continue
                if start < stop and begin < end:
                    found.append((nurse, start, begin))
            return found
        """,
        """
        from itertools import combinations
        from bisect import bisect_right

        def clashes(rows: list[tuple[str, int, int]]):
            found = []
            by_key = {}
            for later, (other, begin, stop) in enumerate(rows[1:], 1):
                by_key.setdefault(other, []).append(later)
            for place, (nurse, start, end) in enumerate(rows[:-1]):
                matching = by_key.get(nurse, ())
                for later in matching[bisect_right(matching, place) :]:
                    other, begin, stop = rows[later]
                    if nurse != other:  # not the same
                        continue
                    if start < stop and begin < end:
                        found.append((nurse, start, begin))
            return found
        """,
    ),
    (
        "slice-loop-to-range",
        """
        def same(rows):
            found = []
            for i, a in enumerate(rows):
                for j, (name, day) in enumerate(rows[i + 1 :], start=i + 1):
                    if a[0] != name:
                        continue
                    found.append((i, j, day))
            return found
        """,
        """
        def same(rows):
            found = []
            for i, a in enumerate(rows):
                for j in range(i + 1, len(rows)):
                    name, day = rows[j]
                    if a[0] != name:
                        continue
                    found.append((i, j, day))
            return found
        """,
    ),
]

_NAN = "float('nan')"
ROWS = "[('a', 1, 5), ('b', 2, 3), ('a', 4, 9), ('c', 0, 1), ('b', 2, 8), ('a', 1, 2), (1, 3, 4), (True, 2, 5)]"
QUESTIONS = [
    f"f({ROWS})",
    "f([])",
    "f([('a', 1, 2)])",
    f"f([({_NAN}, 1, 2), ({_NAN}, 1, 3)])",
    "f([('a', 1), ('a', 2)])",
]

HEAD = "def f(rows):\n    found = []\n"
UNPACKED = (
    HEAD
    + """
    for i in range(len(rows)):
        for j in range(HERE):
            name, _, end = rows[i]
            other, start, _ = rows[j]
            if name == other:
                if start < end:
                    found.append((i, j))
            else:
                continue
    return found
"""
)
ENTRY = (
    HEAD
    + """
    for i in range(len(rows)):
        one = rows[i]
        for j in range(i + 1, len(rows)):
            two = rows[j]
            other, start, end = two
            if one[0] != other or start > one[2]:
                continue
            found.append((one, two))
            break
        else:
            found.append(i)
    return found
"""
)
PAIRS = (
    "import itertools\n\n"
    + HEAD
    + """
    for a, b in itertools.combinations(rows, 2):
        if a[0] == b[0] and a[1] < b[2]:
            found.append((a, b))
    return found
"""
)
SORTED = PAIRS.replace("combinations(rows, 2)", "combinations(sorted(rows, key=str), 2)")
PLACES = (
    "from itertools import combinations\n\n"
    + HEAD
    + """
    for i, j in combinations(range(len(rows)), 2):
        first, second = rows[i], rows[j]
        if first[0] != second[0]:
            continue
        if first[1] == second[1]:
            return i, j
        found.append((j, i))
    return found
"""
)
COUNTED = (
    "import itertools\n\n"
    + HEAD
    + """
    for (i, a), (j, b) in itertools.combinations(enumerate(rows), 2):
        if a[0] != b[0] or a[1] > b[1]:
            continue
        found += [i, j]
    return found
"""
)
LISTED = "from itertools import combinations\n\ndef f(rows):\n    return ASKED for A, B in combinations(ROWS, 2)END\n"
ASKED = [
    ("[(a, b)", " if a[0] == b[0] and a[1] < b[2]]"),
    ("sum(1", " if a[0] == b[0])"),
    ("any(a[0] == b[0] and a[1] > b[1]", ")"),
]
LATER = (
    HEAD
    + """
    for i, (name, start, end) in enumerate(rows):
        for j, (other, begin, stop) in enumerate(rows):
            if j <= i or name != other:
                continue
            found.append((i, j, begin - start, stop - end))
    return found
"""
)
BACK = (
    HEAD
    + """
    for i in range(len(rows)):
        for j in range(i - 1, -1, -1):
            if rows[j][0] == rows[i][0] and rows[j][1] < rows[i][1]:
                found.append((i, j))
                break
        else:
            found.append((i, None))
    return found
"""
)
BEFORE = (
    HEAD
    + """
    for i, row in enumerate(rows):
        for j, (name, *rest) in enumerate(rows[:i]):
            if name != row[0]:
                continue
            if rest < list(row[1:]):
                found.append((row, rest, j))
    return found
"""
)
RUNS: list[Run] = [
    ("equality-scan-to-index", ENTRY, QUESTIONS[:-1]),
    ("equality-scan-to-index", BACK, QUESTIONS),
    ("slice-loop-to-range", BEFORE.replace("*rest", "rest, _").replace("list(row[1:])", "row[1]"), QUESTIONS[:-1]),
    ("equality-scan-to-index", UNPACKED.replace("HERE", "i + 1, len(rows)"), QUESTIONS),
    ("equality-scan-to-index", UNPACKED.replace("HERE", "i"), QUESTIONS),
    ("equality-scan-to-index", LATER, QUESTIONS[:-1]),
    ("combinations-to-index", PAIRS, QUESTIONS),
    (
        "combinations-to-index",
        PAIRS,
        ["f([5])", "f(['', ''])", "f({'ab': 1, 'ac': 2, 'b': 3})", "f(iter([(1, 2, 3), (1, 1, 3)]))"],
    ),
    ("combinations-to-index", SORTED, QUESTIONS),
    ("combinations-to-index", PLACES, QUESTIONS),
    ("combinations-to-index", COUNTED, QUESTIONS),
    *(
        (
            "combinations-to-index",
            LISTED.replace("ASKED", start)
            .replace("A,", "a,")
            .replace("B ", "b ")
            .replace("ROWS", "rows")
            .replace("END", end),
            [*QUESTIONS, "f([5])"],
        )
        for start, end in ASKED
    ),
    (
        "combinations-to-index",
        LISTED.replace("ASKED", "[(i, j)")
        .replace("A,", "(i, (a, *_)),")
        .replace("B ", "(j, (b, c, *_)) ")
        .replace("ROWS", "enumerate(rows)")
        .replace("END", " if a == b and c > 1]"),
        QUESTIONS,
    ),
    (
        "combinations-to-index",
        LISTED.replace("ASKED", "{(i, j)")
        .replace("A,", "i,")
        .replace("B ", "j ")
        .replace("ROWS", "range(len(rows))")
        .replace("END", " if rows[i][0] == rows[j][0]}"),
        QUESTIONS,
    ),
]

SILENT = [
    # The last place or row is read after the last round.
    ("equality-scan-to-index", BACK.replace("None", "j")),
    ("equality-scan-to-index", ENTRY.replace("found.append(i)", "found.append(two)")),
    # The rows change.
    ("equality-scan-to-index", UNPACKED.replace("HERE", "i").replace("found.append((", "rows.append((")),
    # The name of what is looked for is bound anew on the way.
    ("equality-scan-to-index", UNPACKED.replace("HERE", "i").replace("found.append((i, j))", "name = start")),
    # What is looked for changes from round to round.
    (
        "equality-scan-to-index",
        "for a in rows:\n    key = a[0]\n    for b in rows:\n        if b[0] == key:\n            key = b[1]\n",
    ),
    # The variables are read after the loop.
    ("combinations-to-index", PAIRS.replace("return found", "return found, a")),
    # Only the inner loop would be left.
    ("combinations-to-index", PLACES.replace("return i, j", "break")),
    ("combinations-to-index", PLACES.replace("    return found", "    else:\n        return found")),
    # What an item is held against changes on the way.
    ("combinations-to-index", PAIRS.replace("found.append((a, b))", "a = b")),
    ("combinations-to-index", PAIRS.replace("found.append((a, b))", "rows.remove(a)")),
    ("combinations-to-index", PAIRS.replace("found.append((a, b))", "a.pop()")),
    ("combinations-to-index", PAIRS.replace("a[0] == b[0] and ", "")),
    ("combinations-to-index", PAIRS.replace("(rows, 2)", "(rows, 3)")),
    ("combinations-to-index", PAIRS.replace("(rows, 2)", "(items, 2)").replace("[]", "[]\n    items = iter(rows)")),
    # The counter is not the place in the list.
    ("slice-loop-to-range", CASES[2][1].replace("start=i + 1", "start=i")),
    ("slice-loop-to-range", CASES[2][1].replace("found.append(", "j += 1; found.append(")),
    ("slice-loop-to-range", CASES[2][1].replace("name:", "0:")),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_text(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row[0])
def test_same_behaviour(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=lambda row: row[0])
def test_silent(row: tuple[str, str]) -> None:
    check_silent((row[0], textwrap.dedent(row[1])))
