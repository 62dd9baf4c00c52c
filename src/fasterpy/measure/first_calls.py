"""The first call in a process, timed by itself, to catch results that are kept from call to call."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np

from fasterpy.measure.collect import CANDIDATE, ORIGINAL, check
from fasterpy.measure.draw import Chunk, short_case
from fasterpy.measure.hidden import carried, keeps_state
from fasterpy.protocols import Executor
from fasterpy.records import Code, Limits, TimingJob

_COLD_SLACK_NS = 50_000.0
"""First calls of honest versions differ by this much: other code is cold."""


class FirstCalls:
    """Collects, per block, one first call and one later call of each version on the same input."""

    def __init__(self) -> None:
        self._first: dict[int, list[float]] = {ORIGINAL: [], CANDIDATE: []}
        self._later: dict[int, list[float]] = {ORIGINAL: [], CANDIDATE: []}

    def step(
        self,
        executor: Executor,
        versions: tuple[Code, Code],
        chunks: Sequence[Chunk],
        limits: Limits,
        rng: random.Random,
    ) -> None:
        """Four more processes. Raises RunFailed."""
        chosen = short_case(chunks, rng)
        if chosen is None:
            return
        case, before = chosen
        parts = rng.sample((ORIGINAL, CANDIDATE), 2)
        jobs = [TimingJob(code=versions[p], cases=(case,), limits=limits) for p in parts]
        jobs += [TimingJob(code=versions[p], cases=(case,), warmup=before, limits=limits) for p in parts]
        timings = executor.time(jobs)
        for part, timing in zip(parts * 2, timings, strict=True):
            check(part, timing, 1)
        for part, timing in zip(parts, timings[:2], strict=True):
            self._first[part].append(float(timing.own_ns[0]))
        for part, timing in zip(parts, timings[2:], strict=True):
            self._later[part].append(float(timing.own_ns[0]))

    def owed_per_process(self) -> float:
        """Nanoseconds by which the candidate's first call is dearer than cold code explains, 0 when it is not."""
        if len(self._first[ORIGINAL]) < 3:
            return 0.0
        original = carried(np.array(self._first[ORIGINAL]), np.array(self._later[ORIGINAL]))
        candidate = carried(np.array(self._first[CANDIDATE]), np.array(self._later[CANDIDATE]))
        owed = candidate - 2.0 * max(0.0, original)
        return owed if owed > _COLD_SLACK_NS else 0.0

    def state_kept(self) -> bool:
        """Whether first calls do not show the gain that later calls show."""
        if len(self._first[ORIGINAL]) < 5:
            return False
        return keeps_state(
            np.array(self._first[ORIGINAL]),
            np.array(self._first[CANDIDATE]),
            np.array(self._later[ORIGINAL]),
            np.array(self._later[CANDIDATE]),
        )

    def first_pairs(self) -> list[float]:
        """log(original / candidate) of first calls."""
        return [
            float(np.log(max(1.0, o) / max(1.0, c)))
            for o, c in zip(self._first[ORIGINAL], self._first[CANDIDATE], strict=True)
        ]
