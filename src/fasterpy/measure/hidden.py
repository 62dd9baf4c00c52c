"""Work that the timed region did not see, charged to the candidate.

A version can look fast by working elsewhere: while its module loads, in a thread, an exit hook or a finaliser, or in
earlier calls whose results it kept. Loading is reported by the child; everything else shows in the time that the parent
saw the process take. Charges are made only against the candidate and only when they stand out of the noise, so that a
rewrite that adds ``import bisect`` to a microsecond function is not punished for it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from fasterpy.measure.collect import Block
from fasterpy.measure.stats import median_excess
from fasterpy.records import Record

_LOAD_SLACK_NS = 100_000.0
"""Compiling some more lines and importing a loaded module is not work moved away from the calls."""
_OUTSIDE_SLACK_NS = 300_000.0
_SLICE_NS, _FEW = 4_500_000.0, 5
"""Losing the core once costs about a scheduler's slice; in fewer blocks all of a version's runs may have met that."""
_STANDS_OUT = 4.0
_SHARE_OF_GAIN = 0.1


class Charge(Record, frozen=True):
    """Nanoseconds per process that are added to the candidate."""

    load: float = 0.0
    outside: float = 0.0

    @property
    def total(self) -> float:
        return self.load + self.outside


def charge(blocks: Sequence[Block]) -> Charge:
    """What the candidate owes per process, judged over all blocks."""
    if not blocks:
        return Charge()
    saved = float(np.median([_per_job(b, "original") - _per_job(b, "candidate") for b in blocks]))
    load = _excess(blocks, "load", _LOAD_SLACK_NS)
    outside = _excess(blocks, "outside", _OUTSIDE_SLACK_NS if len(blocks) >= _FEW else _SLICE_NS)
    # Without a gain there is nothing to explain away.
    floor = max(0.0, saved) * _SHARE_OF_GAIN
    return Charge(
        load=load if load > floor and saved > 0 else 0.0, outside=outside if outside > floor and saved > 0 else 0.0
    )


def _per_job(block: Block, part: str) -> float:
    own = getattr(block, part)
    return float(sum(own.totals) / own.jobs)


def _excess(blocks: Sequence[Block], field: str, slack: float) -> float:
    """By how much the candidate exceeds the original, where it stands out twice: by the least and by the median.

    What disturbs a process only adds to its time, so the least of each version is what it does when left alone: few
    blocks of a crowded machine suffice. Where there are more, the median has to agree, since one lucky run of the
    original would charge the candidate for work that was not there.
    """
    original, again, candidate = (_column(blocks, part, field) for part in ("original", "again", "candidate"))
    usual, other = float(original.min()), float(again.min())
    # The original against itself says how far such a difference strays by itself.
    least, noise = float(candidate.min()) - max(usual, other), _STANDS_OUT * abs(usual - other)
    if least <= noise + slack:
        return 0.0
    if len(blocks) < _FEW:
        return least
    excess, spread = median_excess(candidate, (original + again) / 2.0)
    stray, stray_spread = median_excess(again, original)
    return least if excess > _STANDS_OUT * max(spread, stray_spread, abs(stray)) + slack else 0.0


def _column(blocks: Sequence[Block], part: str, field: str) -> NDArray[np.float64]:
    return np.array([float(getattr(getattr(b, part), field)) for b in blocks])


def carried(first: NDArray[np.float64], later: NDArray[np.float64]) -> float:
    """How much dearer the first call in a process is than later ones; medians over processes, nanoseconds."""
    return float(np.median(first) - np.median(later))


def keeps_state(
    original_first: NDArray[np.float64],
    candidate_first: NDArray[np.float64],
    original_later: NDArray[np.float64],
    candidate_later: NDArray[np.float64],
) -> bool:
    """Whether the gain of later calls is missing from the first call in a process: results were kept between calls.

    Only for calls long enough that cold caches do not drown them; shorter ones get distinct inputs and nothing else.
    """
    if float(np.median(original_later)) < _LOAD_SLACK_NS / 5:
        return False
    saved_later = float(np.median(original_later) - np.median(candidate_later))
    saved_first = float(np.median(original_first) - np.median(candidate_first))
    return saved_later > 0.1 * float(np.median(original_later)) and saved_first < 0.5 * saved_later
