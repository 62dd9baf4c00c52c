"""Lists without duplicates per key."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run, check_silent

RUNS: list[Run] = [
    (
        "group-membership-to-pairs",
        """
        def adjacency(edges):
            graph = {}
            for a, b in edges:
                if a not in graph:
                    graph[a] = []
                if b not in graph:
                    graph[b] = []
                if b not in graph[a]:
                    graph[a].append(b)
                if a not in graph[b]:
                    graph[b].append(a)
            return graph.items()
        """,
        ["adjacency([(1, 2), (2, 1), (1, 2), (3, 1), (1, 1)])", "adjacency([])"],
    ),
    (
        "group-membership-to-pairs",
        """
        def tags(posts):
            by_user = {}
            for user, tag in posts:
                if user in by_user:
                    if tag not in by_user[user]:
                        by_user[user].append(tag)
                else:
                    by_user[user] = [tag]
            return by_user.items()
        """,
        ["tags([(1, 'a'), (2, 'a'), (1, 'a'), (1, 'b')])"],
    ),
    (
        "slice-membership-to-seen",
        """
        def first_repeated(values):
            for i, value in enumerate(values):
                if value in values[:i]:
                    return value
            return None
        """,
        ["first_repeated([1, 2, 3, 2, 1])", "first_repeated([1, 2])"],
    ),
]
SILENT = [
    # Something is taken out of a group.
    (
        "group-membership-to-pairs",
        """
        def f(rows):
            groups = {}
            for k, x in rows:
                groups.setdefault(k, [])
                if x not in groups[k]:
                    groups[k].append(x)
                else:
                    groups[k].remove(x)
            return groups
        """,
    ),
    # The dict comes from elsewhere.
    (
        "group-membership-to-pairs",
        """
        def f(rows, groups):
            for k, x in rows:
                if x not in groups[k]:
                    groups[k].append(x)
        """,
    ),
    # The values of a dict may be dicts: its copy would not be deep.
    ("deepcopy-to-slices", "import copy\ndef f(a: dict):\n    return copy.deepcopy(a)\n"),
]


@pytest.mark.parametrize("row", RUNS, ids=lambda row: row[0])
def test_meaning(row: Run) -> None:
    check_run(row)


@pytest.mark.parametrize("row", SILENT, ids=lambda row: row[0])
def test_silent(row: tuple[str, str]) -> None:
    check_silent(row)
