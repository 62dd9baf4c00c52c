"""An executor that runs nothing: it gives times from a formula, with noise of a stated kind."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from fasterpy.records import Case, Job, LayerStatus, Observation, Status, Timing, TimingJob

Cost = Callable[[str, Case, int], float]
"""(text of the code, input, number of earlier calls in this process) -> nanoseconds."""


class SyntheticExecutor:
    """Implements ``protocols.Executor``. Deterministic for a seed.

    ``noise`` is the standard deviation of log time, per process and again per call; ``spikes`` the probability that
    a process is disturbed, which makes it up to ten times slower. ``crowded`` is the probability that it shares
    its core with another one, which takes up to as much time again and is told as such. ``load``, ``hidden``,
    ``status`` and ``peak`` are functions of the code's text: nanoseconds of loading, nanoseconds that only the parent
    sees, how the run ends, peak bytes.
    """

    def __init__(
        self,
        cost: Cost,
        noise: float = 0.0,
        spikes: float = 0.0,
        crowded: float = 0.0,
        seed: int = 0,
        load: Callable[[str], float] = lambda _: 50_000.0,
        hidden: Callable[[str], float] = lambda _: 0.0,
        status: Callable[[str], Status] = lambda _: "returned",
        peak: Callable[[str], int] = lambda _: 1000,
    ) -> None:
        self._cost = cost
        self._noise = noise
        self._spikes = spikes
        self._crowded = crowded
        self._rng = random.Random(seed)
        self._load = load
        self._hidden = hidden
        self._status = status
        self._peak = peak
        self.jobs: list[TimingJob] = []
        """Everything that was asked, in order."""

    def layers(self) -> tuple[LayerStatus, ...]:
        """No protection, and none needed."""
        return ()

    def execute(self, jobs: Sequence[Job]) -> list[Observation]:
        """Every run returns at once with the text of the code as its output."""
        return [Observation(status=self._status(job.code.text), stdout=job.code.text.encode()) for job in jobs]

    def time(self, jobs: Sequence[TimingJob]) -> list[Timing]:
        """Times by the formula."""
        return [self._time(job) for job in jobs]

    def _time(self, job: TimingJob) -> Timing:
        self.jobs.append(job)
        text = job.code.text
        status = self._status(text)
        if status != "returned":
            return Timing(status=status, detail="synthetic")
        factor = self._factor()
        if self._rng.random() < self._spikes:
            factor *= self._rng.uniform(1.0, 10.0)
        calls = [*job.warmup, *job.cases]
        costs = [self._cost(text, case, index) * factor * self._factor() for index, case in enumerate(calls)]
        own = [max(1, round(cost)) for cost in costs[len(job.warmup) :]]
        crowded = self._rng.random() < self._crowded if self._crowded else False
        queued = tuple(round(cost * self._rng.random()) if crowded else 0 for cost in own)
        ns = tuple(map(sum, zip(own, queued, strict=True)))
        load = round(self._load(text) * self._factor())
        outside = 2_000_000 * self._factor() + self._hidden(text)
        return Timing(
            status="returned",
            ns=ns,
            queued=queued,
            load_ns=load,
            wall_ns=round(sum(ns) + load + outside),
            peak_bytes=self._peak(text) if job.memory else 0,
            allocated_bytes=self._peak(text) if job.memory else 0,
        )

    def _factor(self) -> float:
        return self._rng.lognormvariate(0.0, self._noise) if self._noise else 1.0

    def close(self) -> None:
        """Nothing to end."""
