"""Before and after of the rule that keeps what helpers of the file say."""

from __future__ import annotations

import textwrap

import pytest

from tests.generate.rules.tables import rewritten

CASES: list[tuple[str, str, str | None]] = [
    (
        "Table.order",
        """
        class Table:
            def points(self, team):
                return sum(p for t, p in self.rows if t == team)

            def order(self):
                return sorted(self.teams, key=lambda team: (-self.points(team), team))
        """,
        """
        from functools import cache
        class Table:
            def points(self, team):
                return sum(p for t, p in self.rows if t == team)

            def order(self):
                points_once = cache(self.points)
                return sorted(self.teams, key=lambda team: (-points_once(team), team))
        """,
    ),
    (
        "target",
        """
        def clean(name):
            return " ".join(sorted(name.lower().split()))

        def same(a, b):
            return clean(a["name"]) == clean(b["name"])

        def target(people):
            return [(a["id"], b["id"]) for a in people for b in people if same(a, b)]
        """,
        """
        from functools import cache
        def clean(name):
            return " ".join(sorted(name.lower().split()))

        def same(a, b):
            return clean(a["name"]) == clean(b["name"])

        def target(people):
            clean_once = cache(clean)
            def same_here(a, b):
                return clean_once(a["name"]) == clean_once(b["name"])
            return [(a["id"], b["id"]) for a in people for b in people if same_here(a, b)]
        """,
    ),
    (
        "target",
        """
        def words(product):
            return set(product["name"].lower().split())

        def target(products, terms):
            return {term: sum(term in words(product) for product in products) for term in terms}
        """,
        """
        def words(product):
            return set(product["name"].lower().split())

        def target(products, terms):
            words_kept = {}

            def words_once(product):
                if id(product) not in words_kept:
                    words_kept[id(product)] = product, words(product)
                return words_kept[id(product)][1]
            return {term: sum(term in words_once(product) for product in products) for term in terms}
        """,
    ),
    (  # the rows that the helper reads change
        "Table.target",
        """
        class Table:
            def points(self, team):
                return sum(p for t, p in self.rows if t == team)

            def target(self, teams):
                for team in teams:
                    self.rows.append((team, self.points(team)))
        """,
        None,
    ),
    (  # the answer is given away, and each caller may change its own
        "target",
        """
        def parts(text):
            return [part.strip() for part in text.split(",")]

        def target(lines):
            return [parts(line) for line in lines]
        """,
        None,
    ),
    (  # asked once
        "target",
        """
        def size(text):
            return sum(1 for _ in text)

        def target(text):
            return size(text)
        """,
        None,
    ),
]


@pytest.mark.parametrize(("target", "before", "after"), CASES)
def test_helper_calls(target: str, before: str, after: str | None) -> None:
    result = rewritten("helper-calls-to-cache", before, qualname=target)
    assert (result and result.strip()) == (after and textwrap.dedent(after).strip())


def test_programs_are_left_alone() -> None:
    text = "def f(a):\n    return sum(a)\nfor i in range(9):\n    print(f(input()))\n"
    assert rewritten("helper-calls-to-cache", text) is None
