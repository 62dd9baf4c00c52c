"""Every pattern of the library: slow ≡ fast, well-formed, measured."""

from __future__ import annotations

import re

import pytest

from fasterpy.knowledge.library import Pattern, load_patterns
from fasterpy.knowledge.runner import Runnable, difference

PATTERNS = load_patterns()


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.key)
def test_slow_and_fast_agree(pattern: Pattern) -> None:
    runnable = Runnable(pattern)
    for n in [size for size in (0, 1, 2, 3, 5, 8, 13, 40, 150) if size <= pattern.sizes[0]] + [pattern.sizes[0]]:
        for seed in (1, 2) if n > 8 else (1, 2, 3, 4):
            slow, fast = runnable.outcome("slow", n, seed), runnable.outcome("fast", n, seed)
            assert difference(slow, fast) == "", f"n={n} seed={seed}"
            assert pattern.program or slow[3] is None or n == 0, slow[3]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.key)
def test_is_well_formed(pattern: Pattern) -> None:
    assert 30 <= len(pattern.summary) <= 260, len(pattern.summary)
    assert pattern.summary.endswith(".")
    assert pattern.summary.count(". ") <= 1, "one or two sentences"
    assert not re.search(r"\d *%", pattern.summary), "ratios, never percentages"
    assert len(pattern.tags) >= 3
    assert list(pattern.sizes) == sorted(pattern.sizes)
    assert len(pattern.sizes) >= 2


def test_summaries_are_distinct() -> None:
    assert len({pattern.summary for pattern in PATTERNS}) == len(PATTERNS)
