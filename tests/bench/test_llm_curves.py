"""The estimate of "best of n" against drawing every subset."""

from __future__ import annotations

import itertools
import math

from benchmarks.llm.curves import best_of, curve
from benchmarks.llm.dev import rows


def test_the_mean_over_all_subsets() -> None:
    values = [1.0, 1.0, 3.0, 1.5, 20.0, 1.0]
    for n in range(1, 7):
        subsets = list(itertools.combinations(values, n))
        expected = sum(math.log(max(subset)) for subset in subsets) / len(subsets)
        assert math.isclose(best_of(values, n, math.log), expected)
    assert best_of([2.0], 4, float) == 2.0
    assert best_of([], 4, float) == 1.0


def test_more_answers_never_gain_less() -> None:
    programs = [[1.0, 1.0, 2.0, 1.0], [1.0, 1.0, 1.0, 1.0], [5.0, 1.0, 1.2, 1.0]]
    points = [curve(programs, n) for n in (1, 2, 3, 4)]
    assert points == sorted(points)
    assert math.isclose(points[-1][0], 2 / 3) and math.isclose(points[-1][1], 10 ** (1 / 3))


def test_the_fixed_list_has_each_row_once() -> None:
    assert len(rows()) == len(set(rows())) >= 80
