"""What to make of the numbers: whether to believe them, and what a person ought to be told."""

from __future__ import annotations

import math
from collections.abc import Sequence

from fasterpy.records import Interval, SizePoint

_HARMLESS = math.log(1.03)
"""A noise floor within 3% casts doubt on nothing that we would claim."""
_SMALL = 0.95


def trustworthy(
    speedup: Interval | None, noise: Interval | None, min_speedup: float, few: bool = False, outran: bool = False
) -> tuple[bool, list[str]]:
    """Distrust a result that the original reaches against itself, and say why.

    The interval of the speedup covers chance already. What is looked for here is what no interval covers: a machine
    on which the same code differs from itself, or a floor so wide that the gain could be such a difference. With
    ``few`` pairs the interval rests on assumptions, and the gain has to stand out by far. ``outran``: within enough
    blocks the candidate beat the faster of both runs of the original by the asked gain. That holds whatever the noise,
    so a floor that one disturbed block made wide is no objection then.
    """
    if speedup is None or noise is None:
        return False, ["the noise floor could not be measured"]
    gain = abs(math.log(speedup.point))
    bias = max(0.0, math.log(noise.low), -math.log(noise.high))
    width = (math.log(noise.high) - math.log(noise.low)) / 2.0
    reasons = []
    if bias > max(_HARMLESS, gain / 4.0):
        reasons.append(
            f"the original measured {noise.point:.2f}x against itself: "
            "the machine is too unsteady; repeat on an idle one"
        )
    if not outran and bias + width > max(math.log(min_speedup), gain / 2.0 if few else gain):
        reasons.append(
            f"the noise floor is as wide as the question ({noise.low:.2f}x to {noise.high:.2f}x): "
            "give more seconds or an idle machine"
        )
    gained = speedup.low if few else speedup.point
    if not outran and speedup.low >= min_speedup and gained < noise.high:
        reasons.append(f"the gain ({gained:.2f}x) lies within the noise floor ({noise.high:.2f}x)")
    return not reasons, reasons


def widened(speedup: Interval, noise: Interval | None) -> Interval:
    """The interval of a result that is not trusted, stretched by what the original reached against itself.

    Whoever reads the lower end alone must not take noise for a gain.
    """
    if noise is None:
        return Interval(point=speedup.point, low=min(speedup.low, 0.5), high=max(speedup.high, 2.0))
    factor = max(1.0, noise.high, 1.0 / noise.low)
    return Interval(point=speedup.point, low=speedup.low / factor, high=speedup.high * factor)


def size_warnings(sizes: Sequence[SizePoint], min_speedup: float) -> list[str]:
    """Regressions at small sizes, and gains that large inputs do not see."""
    points = sorted((p for p in sizes if p.size > 0), key=lambda p: p.size)
    if len(points) < 2:
        return []
    warnings = []
    small, large = points[0], points[-1]
    slower = [p for p in points if p.speedup < _SMALL]
    if slower and large.speedup >= min_speedup:
        upto = max(p.size for p in slower)
        worst = min(p.speedup for p in slower)
        warnings.append(f"slower at small sizes: {worst:.2f}x at sizes up to {upto}")
    if small.speedup >= min_speedup and large.speedup < min_speedup:
        gained = max(p.size for p in points if p.speedup >= min_speedup)
        warnings.append(f"faster only at small sizes (up to {gained}); {large.speedup:.2f}x at size {large.size}")
    return warnings


def cold_warnings(warm: Interval | None, cold: Interval | None, min_speedup: float) -> list[str]:
    """Gains that appear or vanish when imports are paid."""
    if warm is None or cold is None:
        return []
    if cold.low >= min_speedup > warm.high:
        return [f"faster only with imports included ({cold.point:.2f}x as a command, {warm.point:.2f}x once loaded)"]
    if warm.low >= min_speedup > cold.high:
        return [f"faster only without imports ({warm.point:.2f}x once loaded, {cold.point:.2f}x as a command)"]
    return []


def memory_warnings(original: float, candidate: float, ratio: float | None) -> list[str]:
    """Memory in bytes; ``ratio`` is the most that is allowed, None for no limit."""
    if original <= 0 or candidate <= 0:
        return []
    grown = candidate / original
    if ratio is not None and grown > ratio:
        return [f"peak memory grew {grown:.1f}x, more than the {ratio:g}x allowed"]
    if grown > 2.0 and candidate - original > 8_000_000:
        return [f"bought with memory: peak {original / 1e6:.1f} MB to {candidate / 1e6:.1f} MB"]
    return []
