"""Peak and allocated bytes of both versions, from runs that are not timed (tracing allocations slows code down)."""

from __future__ import annotations

from collections.abc import Sequence

from fasterpy.protocols import Executor
from fasterpy.records import Case, Code, Limits, Memory, TimingJob


def measure_memory(
    executor: Executor, original: Code, candidate: Code, cases: Sequence[Case], limits: Limits
) -> Memory | None:
    """Largest peak over ``cases``, one process per input and version; None when a run gives no answer."""
    peaks, allocated = [0, 0], [0, 0]
    for case in cases:
        for which, code in enumerate((original, candidate)):
            timing = executor.time([TimingJob(code=code, cases=(case,), limits=limits, memory=True)])[0]
            if timing.status not in ("returned", "raised", "exited") or timing.peak_bytes <= 0:
                return None
            peaks[which] = max(peaks[which], timing.peak_bytes)
            allocated[which] = max(allocated[which], timing.allocated_bytes)
    if not cases:
        return None
    return Memory(
        original_peak=peaks[0],
        candidate_peak=peaks[1],
        original_allocated=allocated[0],
        candidate_allocated=allocated[1],
    )
