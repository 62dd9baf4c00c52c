"""One look at the blocks so far: the interval, the noise floor beside it, and whether to believe them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from fasterpy.measure import judge
from fasterpy.measure.config import MeasureConfig
from fasterpy.measure.result import Sums
from fasterpy.measure.sequential import FIRST_LOOK, Decision, decide, look_at, narrowed, outrun_at
from fasterpy.measure.stats import hodges_lehmann, ratio
from fasterpy.records import Interval


@dataclass(frozen=True)
class Look:
    """What one look says."""

    speedup: Interval | None
    noise: Interval | None
    trusted: bool
    reasons: tuple[str, ...]
    decision: Decision
    wild: bool
    """Whether a glimpse saw a block that lies far off the others, or work to charge: more blocks tell how much."""

    @property
    def clear(self) -> bool:
        """Whether more blocks would not change the answer."""
        return self.trusted and not self.wild and self.decision != "undecided"


def look(sums: Sums, number: int, config: MeasureConfig) -> Look:
    """Look ``number`` (from 1); 0 is the glimpse, which rests on ranks within blocks alone."""
    threshold = math.log(config.min_speedup)
    bounds = outrun_at(sums.ranks, number, config.error_rate)
    pairs = look_at(sums.pairs, number, config.error_rate) if number else None
    if not number and bounds is not None:
        pairs = hodges_lehmann(sums.pairs), -math.inf, math.inf
    pairs = narrowed(pairs, bounds)
    far = pairs is not None and threshold < pairs[1] < pairs[0] / 2
    wild = not number and (far or sums.charge.total > 0)
    floor = look_at(sums.noise, max(1, number), config.error_rate)
    speedup = ratio(pairs) if pairs else None
    noise = ratio(floor) if floor else None
    trusted, reasons = judge.trustworthy(
        speedup,
        noise,
        config.min_speedup,
        few=len(sums.pairs) < FIRST_LOOK,
        outran=bounds is not None and bounds[0] >= threshold,
    )
    return Look(speedup, noise, trusted, tuple(reasons), decide(pairs, threshold), wild)
