"""Copies of plain data, and lists sorted for their ends."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent
from tests.generate.rules.tables import rewritten

RUNS: list[Run] = [
    (
        "sorted-name-to-min-max",
        """
        def seats(votes):
            ranking = sorted(votes, key=lambda name: votes[name], reverse=True)
            return ranking[0], ranking[-1]
        """,
        ["seats({'a': 3, 'b': 5, 'c': 5, 'd': 3})", "seats({'a': 1})"],
    ),
    (
        "sorted-name-to-min-max",
        """
        def ends(words):
            ordered = sorted(words, key=len)
            return ordered[0], ordered[-1]
        """,
        ["ends(['bb', 'c', 'd', 'ee'])"],
    ),
    (
        "sorted-part-to-heap",
        """
        def cheapest(offers, limit=2):
            ranked = sorted(offers, key=lambda offer: offer[1])
            return ranked[:limit]
        """,
        ["cheapest([('a', 2), ('b', 1), ('c', 2), ('d', 1)])", "cheapest([('a', 2), ('b', 1)], 0)", "cheapest([], 3)"],
    ),
    (
        "sorted-part-to-heap",
        """
        def top(counts):
            pairs = [(name, count) for name, count in counts.items()]
            pairs.sort(key=lambda pair: pair[1], reverse=True)
            return [name for name, _ in pairs[:3]]
        """,
        ["top({'a': 2, 'b': 3, 'c': 2, 'd': 9, 'e': 2})"],
    ),
]

SILENT = [
    # The whole list is used after all.
    ("sorted-part-to-heap", "def f(a, n):\n    a = sorted(a)\n    b = a[:n]\n    return a, b\n"),
    # The caller sees that the list is sorted.
    ("sorted-part-to-heap", "def f(a, n):\n    a.sort()\n    return a[:n]\n"),
    ("sorted-part-to-heap", "def f(a, n):\n    b = sorted(a)\n    return b[:-1]\n"),
    ("deepcopy-to-plain-copy", "import copy\ndef f(a):\n    return copy.copy(a)\n"),
]

COPY = """
import copy

class Box:
    def __init__(self, inside):
        self.inside = inside

def twice(value):
    return copy.deepcopy(value), copy.deepcopy([value, value])
"""


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row[0])
def test_meaning(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=lambda row: row[0])
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)


def test_a_plain_copy_copies_as_deeply_and_keeps_what_is_shared() -> None:
    text = rewritten("deepcopy-to-plain-copy", COPY, "shared")
    assert text is not None and "_deep_copy(value, {})" in text
    space: dict[str, Any] = {"__name__": "trial"}
    exec(text, space)
    twice, box = space["twice"], space["Box"]
    shared = [1]
    data: dict[Any, Any] = {"rows": [shared, shared, (1, "a")], ("k", 1): {2.5}, "deep": ([shared],), "none": None}
    one, (two, three) = twice(data)
    assert one == two == data and two is three and one["rows"] is not data["rows"]
    assert one["rows"][0] is one["rows"][1] is one["deep"][0][0] is not shared
    assert one["rows"][2] is data["rows"][2] and one[("k", 1)] is not data[("k", 1)]
    loop: list[Any] = [1]
    loop.append(loop)
    again, _ = twice(loop)
    assert again[1] is again and again is not loop
    made, _ = twice(box(shared))
    assert type(made) is box and made.inside == shared and made.inside is not shared
    assert copy.deepcopy(data) == one


def test_a_plain_copy_of_a_tree() -> None:
    text = rewritten("deepcopy-to-plain-copy", COPY)
    assert text is not None and rewritten("deepcopy-to-plain-copy", text) is None
    space: dict[str, Any] = {"__name__": "trial"}
    exec(text, space)
    data: dict[Any, Any] = {"rows": [[1], (1, "a"), ([2],)], ("k", 1): {2.5}, "none": None, "box": space["Box"]([1])}
    one, _ = space["twice"](data)
    assert one["rows"] == data["rows"] and one["rows"] is not data["rows"] and one["rows"][0] is not data["rows"][0]
    assert one["rows"][1] is data["rows"][1] and one["rows"][2][0] is not data["rows"][2][0]
    assert one[("k", 1)] == {2.5} and one[("k", 1)] is not data[("k", 1)]
    assert one["box"].inside == [1] and one["box"].inside is not data["box"].inside
