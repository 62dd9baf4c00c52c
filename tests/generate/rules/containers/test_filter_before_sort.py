"""Filtering before sorting: the same list from less work."""

from __future__ import annotations

import pytest

from tests.generate.rules.behaviour import Run, check_run
from tests.generate.rules.tables import Case, check

RULE = "filter-before-sort"
CASES: list[Case] = [
    (
        RULE,
        """
        def page(posts, after=None):
            ordered = sorted(posts, key=lambda post: post[1])
            if after is not None:
                ordered = [post for post in ordered if post[1] > after]
            return ordered[:5]
        """,
        """
        def page(posts, after=None):
            ordered = posts
            if after is not None:
                ordered = [post for post in ordered if post[1] > after]
            ordered = sorted(ordered, key=lambda post: post[1])
            return ordered[:5]
        """,
    ),
    (
        RULE,
        """
        def late(posts, since):
            ordered = sorted(posts, key=len, reverse=True)
            found = [post for post in ordered if len(post) > since]
            return found
        """,
        """
        def late(posts, since):
            found = sorted([post for post in posts if len(post) > since], key=len, reverse=True)
            return found
        """,
    ),
    # The whole order is used as well.
    (
        RULE,
        """
        def late(posts, since):
            ordered = sorted(posts)
            found = [post for post in ordered if post > since]
            return found, ordered[0]
        """,
        None,
    ),
    # The condition asks for the order.
    (
        RULE,
        """
        def late(posts):
            ordered = sorted(posts)
            ordered = [post for post in ordered if post > ordered[0]]
            return ordered
        """,
        None,
    ),
    (
        RULE,
        """
        def late(posts, since):
            ordered = sorted(posts)
            if ordered:
                ordered = [post for post in ordered if post > since]
            return ordered
        """,
        None,
    ),
    # A lone generator shares its parentheses with the call.
    (
        RULE,
        """
        def late(posts, since):
            ordered = sorted(post for post in posts if post)
            ordered = [post for post in ordered if post > since]
            return ordered
        """,
        None,
    ),
    # Not the items themselves.
    (
        RULE,
        """
        def late(posts, since):
            ordered = sorted(posts)
            ordered = [-post for post in ordered if post > since]
            return ordered
        """,
        None,
    ),
]

RUNS: list[Run] = [
    (
        RULE,
        """
        def page(posts, after=None):
            posts = sorted(posts, key=lambda post: post[1])
            if after is not None:
                posts = [post for post in posts if post[1] > after]
            return posts
        """,
        ["page([(1, 2), (0, 2), (5, 1), (2, 0)], 0)", "page(iter([(1, 2), (0, 2)]))", "page([])"],
    ),
]


@pytest.mark.parametrize("case", CASES)
def test_rewrites(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("row", RUNS)
def test_behaves(row: Run) -> None:
    check_run(row)
