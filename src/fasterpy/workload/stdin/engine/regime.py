"""The flavour of an input: sizes, magnitudes, patterns."""

from __future__ import annotations

import random

PATTERNS = ("random", "random", "few", "same", "sorted", "reversed", "perm", "random")


class Regime:
    """The flavour of one input."""

    def __init__(self, rng: random.Random, size: int, high: int, pattern: str, edge: bool = False) -> None:
        self.rng = rng
        self.size = size
        self.high = high
        self.pattern = pattern
        self.edge = edge
        self.sorted_pairs = not edge
        self.cases = rng.choice((1, 2, 3))
        self.negative = rng.random() < 0.3
        self.tiny = edge and rng.random() < 0.25
        """Numbers that count nothing and point nowhere are 0 or 1: costs, weights, gains of nothing together."""
        self.exact = False  # take the size itself, not a number up to it
        self.apart = False
        """With ``exact``: some sizes are small although others are not (few hits in a long table)."""
        self.powers = False
        """Exponents are numbers like others: ``10 ** n`` is quick for many digits, a table of ``2 ** n`` is not."""
        self.told = -1
        """By how much a range is longer than what the code asks about; below zero: mostly of other lengths."""
