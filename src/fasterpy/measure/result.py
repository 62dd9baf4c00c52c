"""From blocks of nanoseconds to log ratios and size points: pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fasterpy.measure.collect import Block, Part
from fasterpy.measure.first_calls import FirstCalls
from fasterpy.measure.hidden import Charge, charge
from fasterpy.measure.plan import Plan
from fasterpy.measure.stats import weighted_log_ratio
from fasterpy.records import SizePoint

_CROWDED = 0.1


@dataclass(frozen=True)
class Sums:
    """All that the interval is computed from."""

    pairs: NDArray[np.float64]
    """log(original / candidate) per block."""
    noise: NDArray[np.float64]
    """log(original / original again) per block."""
    ranks: tuple[NDArray[np.float64], NDArray[np.float64]] | None
    """log(original / candidate) per block, with the faster and with the slower run of the original; None where only
    first calls count."""
    charge: Charge
    original_ns: float
    """Median time per call."""
    candidate_ns: float
    warnings: tuple[str, ...]
    extra: dict[str, float]


def add_up(blocks: Sequence[Block], plan: Plan, first: FirstCalls | None, hidden: bool = True) -> Sums:
    """Charge hidden work, unless ``hidden`` is False, and reduce each block to one log ratio."""
    owed = charge(blocks) if hidden else Charge()
    kept = first.owed_per_process() if first is not None else 0.0
    original = np.array([b.original.totals for b in blocks])
    again = np.array([b.again.totals for b in blocks])
    raw = np.array([b.candidate.totals for b in blocks])
    candidate = raw + np.array([_share(b.candidate, owed.total + kept) for b in blocks])
    weights = _weights(blocks, plan)
    # The geometric mean of both runs of the original halves its part of the noise.
    first_run = weighted_log_ratio(original, candidate, weights)
    second_run = weighted_log_ratio(again, candidate, weights)
    pairs = (first_run + second_run) / 2.0
    ranks: tuple[NDArray[np.float64], NDArray[np.float64]] | None
    ranks = np.minimum(first_run, second_run), np.maximum(first_run, second_run)
    noise = noise_pairs(blocks, plan)
    warnings = []
    if owed.load:
        warnings.append(
            f"work moved to import: loading takes {owed.load / 1e6:.2f} ms longer, counted against the candidate"
        )
    if owed.outside:
        warnings.append(
            f"work outside the timed calls (threads, exit hooks, finalisers or a wrong clock): "
            f"{owed.outside / 1e6:.2f} ms per process, counted against the candidate"
        )
    if kept:
        warnings.append(f"the first call in a process takes {kept / 1e6:.2f} ms longer, counted against the candidate")
    if first is not None and first.state_kept():
        warnings.append("results are kept between calls: only the first call in a process is counted")
        pairs, ranks = np.array(first.first_pairs()), None
    queued = float(np.mean([part.queued for b in blocks for part in (b.original, b.candidate, b.again)]))
    if queued > _CROWDED:
        warnings.append(f"other processes had the core for {queued:.0%} of the time, which is not counted")
    calls = np.array([sum(b.original.calls) for b in blocks])
    return Sums(
        pairs=pairs,
        noise=noise,
        ranks=ranks,
        charge=Charge(load=owed.load, outside=owed.outside + kept),
        original_ns=float(np.median((original.sum(axis=1) + again.sum(axis=1)) / 2.0 / calls)),
        candidate_ns=float(np.median(candidate.sum(axis=1) / calls)),
        warnings=tuple(warnings),
        extra={
            "load_ns_original": float(np.median([b.original.load for b in blocks])),
            "load_ns_candidate": float(np.median([b.candidate.load for b in blocks])),
            "share_without_core": queued,
            "speedup_calls_alone": float(np.exp(np.median(weighted_log_ratio(original, raw, weights)))),
        },
    )


def noise_pairs(blocks: Sequence[Block], plan: Plan) -> NDArray[np.float64]:
    """log(original / original again) per block."""
    original = np.array([b.original.totals for b in blocks])
    again = np.array([b.again.totals for b in blocks])
    return weighted_log_ratio(original, again, _weights(blocks, plan))


def plain_pairs(blocks: Sequence[Block], plan: Plan) -> NDArray[np.float64]:
    """log(original / candidate) per block, nothing charged."""
    candidate = np.array([b.candidate.totals for b in blocks])
    original = np.array([b.original.totals for b in blocks])
    again = np.array([b.again.totals for b in blocks])
    weights = _weights(blocks, plan)
    both = weighted_log_ratio(original, candidate, weights) + weighted_log_ratio(again, candidate, weights)
    return np.asarray(both / 2.0, dtype=np.float64)


def _weights(blocks: Sequence[Block], plan: Plan) -> NDArray[np.float64]:
    """Shape (blocks, columns). A column without a call (its input equalled another's) weighs nothing in its block."""
    timed = np.array([[float(count > 0) for count in b.original.calls] for b in blocks], dtype=np.float64)
    return np.asarray(timed * np.array(plan.weights), dtype=np.float64)


def _share(part: Part, per_process: float) -> list[float]:
    """Spread a charge per process over the columns, by their number of calls."""
    calls = sum(part.calls)
    return [per_process * part.jobs * count / calls for count in part.calls]


def size_points(blocks: Sequence[Block], plan: Plan, owed: Charge) -> tuple[SizePoint, ...]:
    """Median time per call at each size, ascending."""
    points = []
    for column, size in enumerate(plan.sizes):
        timed = [b for b in blocks if b.original.calls[column] and b.candidate.calls[column]]
        if not timed:
            continue
        first = np.array([b.original.totals[column] / b.original.calls[column] for b in timed])
        second = np.array([b.again.totals[column] / b.again.calls[column] for b in timed])
        candidate = np.array(
            [
                (b.candidate.totals[column] + _share(b.candidate, owed.total)[column]) / b.candidate.calls[column]
                for b in timed
            ]
        )
        ratios = (first + second) / 2.0 / np.maximum(candidate, 1.0)
        points.append(
            SizePoint(
                size=size,
                original_ns=float(np.median(np.concatenate([first, second]))),
                candidate_ns=float(np.median(candidate)),
                speedup=float(np.median(ratios)),
            )
        )
    return tuple(points)
