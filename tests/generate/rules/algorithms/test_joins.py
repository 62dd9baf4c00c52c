"""Pairs of equal keys found by an index."""

from __future__ import annotations

import pytest

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
        "b = 1\npairs = [(a, b) for a in rows for b in others if b == a]\nprint(b)\n",
        None,
    ),
    ("join-comprehension-to-index", "pairs = [(a, b) for a in rows for b in a if b == a]\n", None),
    ("join-comprehension-to-index", "pairs = [(a, b) for a in rows for b in others if b < a]\n", None),
    ("join-comprehension-to-index", "pairs = [(a, b) for a in rows for b in others if a + b == 3]\n", None),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{number}-{case[0]}" for number, case in enumerate(CASES)])
def test_before_after(case: Case) -> None:
    check(case)
