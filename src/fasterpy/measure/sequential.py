"""When to stop: a group-sequential test that may look many times and still keeps its error rate.

Looking after every block and stopping at the first good-looking interval finds "gains" in pure noise. Here the looks
are planned: at growing numbers of blocks, look k spends ``error_rate / (k (k + 1))`` of the error, which sums to less
than ``error_rate`` however many looks follow (union bound: no assumption on how the looks depend on one another). The
interval of a look has the level that it spends, so all intervals of one measurement cover the truth together with
probability at least ``1 - error_rate``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from fasterpy.measure.stats import outrun_interval, rank_interval, t_interval

Decision: TypeAlias = Literal["faster", "not faster", "undecided"]

FIRST_LOOK = 9
"""One block more than the rank-based interval needs for the level of the first look, so that one stray may be cut."""
GLIMPSE = 6
"""Blocks after which a large gain or loss shows: the candidate beat both runs of the original in every one."""
_GROWTH = 1.5


def looks(first: int = FIRST_LOOK) -> Iterator[int]:
    """Numbers of blocks at which to look: 9, 14, 21, 32, 48, …"""
    count = float(first)
    while True:
        yield round(count)
        count = max(count * _GROWTH, count + 1)


def spent(look: int, error_rate: float) -> float:
    """Error that look number ``look`` (from 1) may spend, both sides together."""
    return error_rate / (look * (look + 1))


def look_at(pairs: NDArray[np.float64], look: int, error_rate: float) -> tuple[float, float, float] | None:
    """Log-ratio interval at look number ``look``; None when the pairs cannot give the level that the look spends."""
    interval = rank_interval(pairs, spent(look, error_rate))
    return interval if interval is not None else t_interval(pairs)


def outrun_at(
    ranks: tuple[NDArray[np.float64], NDArray[np.float64]] | None, look: int, error_rate: float
) -> tuple[float, float] | None:
    """Bounds from ranks within blocks (see ``outrun_interval``) at look number ``look``; look 0 is the glimpse.

    Each side spends half of what the look spends, the glimpse a quarter of a first look. With the error of
    the intervals
    that is less than 2.5 times ``error_rate`` over all looks, which is what a 95% interval may have.
    """
    if ranks is None:
        return None
    return outrun_interval(*ranks, spent(look, error_rate) / 2 if look else spent(1, error_rate) / 4)


def narrowed(
    interval: tuple[float, float, float] | None, bounds: tuple[float, float] | None
) -> tuple[float, float, float] | None:
    """The interval without what the bounds rule out."""
    if interval is None or bounds is None:
        return interval
    point, low, high = interval
    return point, max(low, min(point, bounds[0])), min(high, max(point, bounds[1]))


def decide(interval: tuple[float, float, float] | None, threshold: float) -> Decision:
    """``threshold`` is a log ratio."""
    if interval is None:
        return "undecided"
    _, low, high = interval
    if low >= threshold:
        return "faster"
    return "not faster" if high < threshold else "undecided"
