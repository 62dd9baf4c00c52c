"""Pairs of equal keys found by an index."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run
from tests.generate.rules.tables import Case, check

CASES: list[Case] = [
    (
        "join-comprehension-to-index",
        """
        def join(people, cities):
            return [(name, city) for pid, name in people for cid, city in cities if pid == cid]
        """,
        """
        def join(people, cities):
            cities_by_key = {}
            for cid, city in cities:
                cities_by_key.setdefault(cid, []).append((cid, city))
            return [(name, city) for pid, name in people for cid, city in cities_by_key.get(pid, ())]
        """,
    ),
    (
        "join-comprehension-to-index",
        """
        def join(a, b):
            found = {(x["id"], y["v"]) for x in a for y in b if y["v"] > 2 if y["id"] == x["id"]}
            return found
        """,
        """
        def join(a, b):
            b_by_key = {}
            for y in b:
                b_by_key.setdefault(y["id"], []).append(y)
            found = {(x["id"], y["v"]) for x in a for y in b_by_key.get(x["id"], ()) if y["v"] > 2 if y["id"] == x["id"]}
            return found
        """,  # noqa: E501
    ),
    (
        "join-comprehension-to-index",
        """
        def twins(rows):
            return [(i, j) for i in range(len(rows)) for j in range(i + 1, len(rows)) if rows[i].key == rows[j].key]
        """,
        """
        def twins(rows):
            by_key = {}
            for j in range(1, len(rows)):
                by_key.setdefault(rows[j].key, []).append(j)
            return [(i, j) for i in range(len(rows)) for j in by_key.get(rows[i].key, ()) if i + 1 <= j if rows[i].key == rows[j].key]
        """,  # noqa: E501
    ),
    (
        "join-comprehension-to-index",
        "b = 1\npairs = [(a, b) for a in rows for b in others if b == a]\nprint(b)\n",
        None,
    ),
    ("join-comprehension-to-index", "pairs = [(a, b) for a in rows for b in a if b == a]\n", None),
    # What comes first says which rows have a key.
    (
        "join-comprehension-to-index",
        "pairs = [1 for a in rows for b in others if b is not None and b.k == a.k]\n",
        None,
    ),
    ("join-comprehension-to-index", "pairs = [1 for a in rows for b in others if b if b.k == a.k]\n", None),
    # The range depends on the outer item in another way.
    ("join-comprehension-to-index", "p = [1 for i in range(9) for j in range(i, a[i]) if a[i] == b[j]]\n", None),
    ("join-comprehension-to-index", "pairs = [(a, b) for a in rows for b in others if b < a]\n", None),
    ("join-comprehension-to-index", "pairs = [(a, b) for a in rows for b in others if a + b == 3]\n", None),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{number}-{case[0]}" for number, case in enumerate(CASES)])
def test_before_after(case: Case) -> None:
    check(case)


ROWS = "[('a', 1), ('b', 2), ('a', 4), ('c', 0), ('b', 2), ('a', 1), (1, 3), (True, 2)]"
PAIRS = "def f(rows):\n    return ASKED for i in range(len(rows)) for j in range(HERE)END\n"
RUNS: list[Run] = [
    (
        "join-comprehension-to-index",
        PAIRS.replace("ASKED", asked).replace("HERE", here).replace("END", end),
        [f"f({ROWS})", "f([])", "f([(float('nan'), 1), (float('nan'), 2)])"],
    )
    for here in ("i + 1, len(rows)", "i", "2, i + 1")
    for asked, end in (
        ("[(i, j)", " if rows[i][0] == rows[j][0] and rows[i][1] < rows[j][1]]"),
        ("any(rows[i][0] == rows[j][0] and rows[i][1] < rows[j][1]", ")"),
        ("all(rows[i][0] != rows[j][0] or rows[i][1] < rows[j][1]", ")"),
        ("sum(rows[i] == rows[j]", ")"),
        ("{rows[i][0]: j", " if rows[j][0] == rows[i][0] if i != 2}"),
    )
]


@pytest.mark.parametrize("row", RUNS, ids=range(len(RUNS)))
def test_same_behaviour(row: Run) -> None:
    check_run(row)
