"""Statistics of paired log ratios: pure functions of numbers, no clock, no processes.

A *pair* is log(original time / candidate time) of one block, so 0 is no change and the exponential of it is a speedup.
Nothing here assumes normal noise, apart from ``t_interval`` for runs that are too long to repeat: timings have a
heavy right tail (preemption, page faults) that ruins means.
"""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from fasterpy.records import Interval

SPREAD_FLOOR = 0.05
"""Log ratios of a handful of pairs that happen to agree say nothing about noise; 5% is assumed at least."""

_EXACT_UP_TO = 60
_T_99_5 = {1: 63.66, 2: 9.925, 3: 5.841, 4: 4.604, 5: 4.032, 6: 3.707, 7: 3.499}
"""Student's t, 0.995 quantile by degrees of freedom, for the handful of pairs that ``t_interval`` is for."""


def hodges_lehmann(values: NDArray[np.float64]) -> float:
    """Median of all pairwise means: as efficient as the mean under normal noise, unmoved by 29% of wild values."""
    return float(np.median(_walsh(values)))


def _walsh(values: NDArray[np.float64]) -> NDArray[np.float64]:
    i, j = np.triu_indices(len(values))
    return (values[i] + values[j]) / 2.0


@lru_cache(maxsize=256)
def signed_rank_rank(n: int, alpha: float) -> int:
    """How many of the sorted pairwise means to cut off at each end for a two-sided interval of level ``1 - alpha``.

    -1 when ``n`` values cannot give that level. Exact null distribution of Wilcoxon's signed-rank statistic up to 60
    values, normal approximation with continuity correction above.
    """
    if n < 1:
        return -1
    if n <= _EXACT_UP_TO:
        counts = np.zeros(n * (n + 1) // 2 + 1)
        counts[0] = 1.0
        for rank in range(1, n + 1):
            counts[rank:] = counts[rank:] + counts[:-rank]
        tail = np.cumsum(counts) / 2.0**n
        # P(W <= k) <= alpha / 2 for the largest such k; cutting k+1 values leaves a miss of at most alpha / 2 per side.
        return int(np.searchsorted(tail, alpha / 2.0, side="right")) - 1
    mean = n * (n + 1) / 4.0
    deviation = math.sqrt(n * (n + 1) * (2 * n + 1) / 24.0)
    return math.floor(mean - 0.5 + NormalDist().inv_cdf(alpha / 2.0) * deviation)


def rank_interval(values: NDArray[np.float64], alpha: float) -> tuple[float, float, float] | None:
    """Hodges-Lehmann point and its rank-based interval of level ``1 - alpha``; None when there are too few values."""
    cut = signed_rank_rank(len(values), alpha)
    if cut < 0:
        return None
    means = np.sort(_walsh(values))
    return float(np.median(means)), float(means[cut]), float(means[len(means) - 1 - cut])


@lru_cache(maxsize=256)
def stray_blocks(n: int, alpha: float) -> int:
    """In how many of ``n`` blocks one of three exchangeable runs may fail to be the fastest, at level ``alpha``.

    -1 when even all blocks prove nothing. By chance alone it is the fastest in a third of them.
    """
    tail = 0.0
    for others in range(n + 1):
        tail += math.comb(n, others) * (1 / 3) ** (n - others) * (2 / 3) ** others
        if tail > alpha:
            return others - 1
    return n - 1


def outrun_interval(
    leads: NDArray[np.float64], trails: NDArray[np.float64], alpha: float
) -> tuple[float, float] | None:
    """Bounds of the log ratio from ranks within blocks, each missing with probability ``alpha`` at most.

    ``leads`` are the log ratios of the faster of a block's two runs of the original, ``trails`` of the slower. A
    candidate that is r times as fast, slowed down by r, is one of three runs in random order, and the fastest of them
    in a third of the blocks, whatever disturbs the machine: so a few disturbed blocks, however wild, move nothing. None
    with too few blocks for that level.
    """
    cut = stray_blocks(len(leads), alpha)
    if cut < 0:
        return None
    return float(np.sort(leads)[cut]), float(np.sort(trails)[len(trails) - 1 - cut])


def t_interval(values: NDArray[np.float64]) -> tuple[float, float, float] | None:
    """Mean and 99% interval of two to eight pairs, with the spread taken to be at least ``SPREAD_FLOOR``.

    For targets so slow that the budget allows a handful of pairs: a tenfold gain shows in three, a 1.15× does not.
    """
    n = len(values)
    if n < 2 or n - 1 not in _T_99_5:
        return None
    mean = float(np.mean(values))
    spread = max(float(np.std(values, ddof=1)), SPREAD_FLOOR)
    half = _T_99_5[n - 1] * spread / math.sqrt(n)
    return mean, mean - half, mean + half


def bootstrap_interval(
    values: NDArray[np.float64], alpha: float, seed: int = 0, rounds: int = 2000
) -> tuple[float, float, float]:
    """Percentile bootstrap of the median over blocks; reported beside the rank-based interval as a cross-check."""
    rng = np.random.default_rng(seed)
    picks = rng.integers(0, len(values), size=(rounds, len(values)))
    medians = np.median(values[picks], axis=1)
    low, high = np.quantile(medians, [alpha / 2.0, 1.0 - alpha / 2.0])
    return float(np.median(values)), float(low), float(high)


def ratio(log_interval: tuple[float, float, float]) -> Interval:
    """Log interval to ratio interval; the low end is rounded down and the high end up, never in our favour."""
    point, low, high = (math.exp(max(-50.0, min(50.0, x))) for x in log_interval)
    return Interval(point=point, low=low, high=high)


def weighted_log_ratio(
    original: NDArray[np.float64], candidate: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Per-block log ratio, averaged over groups by ``weights``. All shapes (blocks, groups); gives shape (blocks,)."""
    logs = np.log(np.maximum(original, 1.0)) - np.log(np.maximum(candidate, 1.0))
    total = np.maximum(weights.sum(axis=1), 1e-300)
    return np.asarray((logs * weights).sum(axis=1) / total, dtype=np.float64)


def median_excess(larger: NDArray[np.float64], smaller: NDArray[np.float64]) -> tuple[float, float]:
    """Median of the paired differences, and its noise as a scaled median absolute deviation of that median."""
    differences = larger - smaller
    center = float(np.median(differences))
    spread = 1.4826 * float(np.median(np.abs(differences - center))) * 1.2533 / math.sqrt(max(1, len(differences)))
    return center, spread
