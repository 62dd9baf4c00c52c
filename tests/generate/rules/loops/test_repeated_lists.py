"""The same list made again and again: made once where nobody changes it or what it is made from."""

from __future__ import annotations

import pytest

from tests.generate.rules.tables import Case, check

CASES: list[Case] = [
    (
        "repeated-list-once",
        """
        def figures(samples):
            good = [ms for ms, bad in samples if not bad]
            if not good:
                return None
            return min([ms for ms, bad in samples if not bad]), max(ms for ms, bad in samples if not bad), len(good)
        """,
        """
        def figures(samples):
            good = [ms for ms, bad in samples if not bad]
            if not good:
                return None
            return min(good), max(good), len(good)
        """,
    ),
    (
        "repeated-list-once",
        """
        def spread(self, limit):
            low = min([one.price for one in self.offers if one.price < limit])
            print(low)
            return max([one.price for one in self.offers if one.price < limit]) - low
        """,
        """
        def spread(self, limit):
            items = [one.price for one in self.offers if one.price < limit]
            low = min(items)
            print(low)
            return max(items) - low
        """,
    ),
    # What it is made from changes in between: by a method, a store, a call of someone who may know it.
    (
        "repeated-list-once",
        """
        def spread(offers):
            low = min([one for one in offers if one])
            offers.append(low)
            return max([one for one in offers if one]) - low
        """,
        None,
    ),
    (
        "repeated-list-once",
        """
        def spread(offers, limit):
            low = min([one for one in offers if one < limit])
            limit += 5
            return max([one for one in offers if one < limit]) - low
        """,
        None,
    ),
    (
        "repeated-list-once",
        """
        def spread(self):
            low = min([one for one in self.offers if one])
            self.refresh()
            return max([one for one in self.offers if one]) - low
        """,
        None,
    ),
    (
        "repeated-list-once",
        """
        def spread(offers):
            low = min([one for one in offers if one])
            for _ in range(3):
                offers.append(low)
            return max([one for one in offers if one]) - low
        """,
        None,
    ),
    # One of the lists is changed or given away.
    (
        "repeated-list-once",
        """
        def ordered(offers):
            good = [one for one in offers if one]
            good.sort()
            return good[0], [one for one in offers if one][0]
        """,
        None,
    ),
    (
        "repeated-list-once",
        """
        def twice(offers):
            return [one for one in offers if one], [one for one in offers if one]
        """,
        None,
    ),
    # The first one is not always made.
    (
        "repeated-list-once",
        """
        def spread(offers, wanted):
            low = min([one for one in offers if one]) if wanted else 0
            return max([one for one in offers if one]) - low
        """,
        None,
    ),
]


@pytest.mark.parametrize("case", CASES)
def test_rewrites(case: Case) -> None:
    check(case)
