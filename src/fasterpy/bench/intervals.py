"""How sure a table is: intervals by drawing programs anew (bootstrap), and differences of two systems in pairs."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from fasterpy.bench.records import Protocol, Row, SystemScore
from fasterpy.bench.table import make_table
from fasterpy.records import Interval

FIGURES: dict[str, Callable[[SystemScore], float | None]] = {
    "Pass@1": lambda score: score.pass_at_1,
    "%OPT": lambda score: score.opt,
    "@Speedup": lambda score: score.at_speedup,
    "@Speedup same": lambda score: score.at_speedup_same,
    "geo mean": lambda score: score.geometric_mean,
}
RESAMPLES = 500


def intervals(
    rows: Sequence[Row], protocol: Protocol, resamples: int = RESAMPLES, seed: int = 0
) -> dict[str, dict[str, Interval]]:
    """Per system and figure the value and its 95% interval over programs. A figure without a value is left out."""
    points, draws = _draws(rows, protocol, resamples, seed)
    return {
        name: {
            figure: Interval(point=value, low=_quantile(drawn, 0.025), high=_quantile(drawn, 0.975))
            for figure, value in figures.items()
            if value is not None and (drawn := [v for d in draws if (v := d.get(name, {}).get(figure)) is not None])
        }
        for name, figures in points.items()
    }


def differences(
    rows: Sequence[Row], first: str, second: str, protocol: Protocol, resamples: int = RESAMPLES, seed: int = 0
) -> dict[str, Interval]:
    """``second`` minus ``first``, on the same programs in every draw: narrower than the two intervals suggest."""
    points, draws = _draws(rows, protocol, resamples, seed)

    def gain(figures: dict[str, dict[str, float | None]], figure: str) -> float | None:
        one, other = figures.get(first, {}).get(figure), figures.get(second, {}).get(figure)
        return None if one is None or other is None else other - one

    found = {}
    for figure in FIGURES:
        value = gain(points, figure)
        drawn = [v for draw in draws if (v := gain(draw, figure)) is not None]
        if value is not None and drawn:
            found[figure] = Interval(point=value, low=_quantile(drawn, 0.025), high=_quantile(drawn, 0.975))
    return found


def _draws(
    rows: Sequence[Row], protocol: Protocol, resamples: int, seed: int
) -> tuple[dict[str, dict[str, float | None]], list[dict[str, dict[str, float | None]]]]:
    scored = [row for row in rows if not row.excluded]
    rng = random.Random(seed)
    draws = [_figures(rng.choices(scored, k=len(scored)), protocol) for _ in range(resamples if scored else 0)]
    return _figures(scored, protocol), draws


def _figures(rows: Sequence[Row], protocol: Protocol) -> dict[str, dict[str, float | None]]:
    return {
        score.name: {figure: get(score) for figure, get in FIGURES.items()}
        for score in make_table(rows, protocol).scores
    }


def _quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
