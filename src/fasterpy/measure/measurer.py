"""Paired measurement of a candidate against its original."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from itertools import chain

from fasterpy.measure import judge
from fasterpy.measure.collect import Block, RunFailed, check, pilot, run_block
from fasterpy.measure.config import MeasureConfig
from fasterpy.measure.counters import measure_counters
from fasterpy.measure.draw import draw, few
from fasterpy.measure.first_calls import FirstCalls
from fasterpy.measure.growth import growth_points
from fasterpy.measure.look import Look, look
from fasterpy.measure.memory import measure_memory
from fasterpy.measure.plan import FreshInputs, Plan, make_plan
from fasterpy.measure.result import Sums, add_up, plain_pairs, size_points
from fasterpy.measure.scaling import scaling
from fasterpy.measure.sequential import FIRST_LOOK, GLIMPSE, look_at, looks
from fasterpy.measure.stats import ratio
from fasterpy.protocols import Executor
from fasterpy.records import Case, Code, Interval, Measurement, SizePoint, TimingJob

_PILOT, _MAIN, _MAIN_ALONE = 0.1, 0.65, 0.88
"""Shares of the time budget; the rest is for growth, cold runs and memory, where they are wanted."""
_OVERTIME = 0.7
"""Share of the time that a measurement may run late for the blocks of the first look."""
_FEWEST = 3
"""Two blocks cannot even tell a tenfold gain."""
_FEWEST_COLD = 3
_COLD_S = 1.0
"""Cold starts are a side issue: beyond the time budget they may take this long."""
_FIRST_CALLS = 14
"""Blocks that also time first calls; the check needs medians, not precision."""


class PairedMeasurer:
    """Alternates original, candidate and original again in fresh processes until the interval decides.

    ``fresh`` gives inputs that nobody has seen, for calls of nanoseconds; without it only inputs that come from a
    generator can be renewed. ``clock`` gives monotonic seconds.
    """

    def __init__(
        self,
        executor: Executor,
        config: MeasureConfig | None = None,
        fresh: FreshInputs | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._executor = executor
        self._config = config or MeasureConfig()
        self._fresh = fresh
        self._clock = clock

    def measure(self, original: Code, candidate: Code, cases: Sequence[Case], seconds: float) -> Measurement:
        """Speedup of ``candidate`` with its interval, within about ``seconds``.

        ``speedup`` is None when there is no usable input or a version fails; the warnings say which.
        """
        start = self._clock()
        config = self._config
        program = original.kind == "program"
        shared = config.together and not program
        ns = seconds * _PILOT * 1e9
        tried = pilot(self._executor, original, cases, config.limits, ns, self._clock, shared)
        problems = list(tried.problems)
        if not tried.usable:
            return _unmeasured(
                ["no usable input: " + "; ".join(problems[:3]) if problems else "no inputs to measure on"]
            )
        share = _MAIN if config.memory or config.cold or config.scaling or config.counters else _MAIN_ALONE
        planned = seconds if config.plan_s is None else min(seconds, config.plan_s)
        plan = make_plan(tried.usable, tried.times, program, planned * share * 1e9, config, tried.besides)
        run = _Run(self._executor, (original, candidate), plan, config, self._fresh, tried.usable)
        deadline = start + seconds * (_PILOT + share)
        try:
            found = self._until_decided(run, deadline, seconds)
        except RunFailed as failure:
            who = "the candidate" if failure.part == 1 else "the original"
            return _unmeasured([*problems, f"{who} gave no time: {failure}"])
        return self._report(run, found, problems, start, start + seconds)

    def screen(self, original: Code, candidate: Code, cases: Sequence[Case], seconds: float) -> Measurement:
        """Time alone: what a search over many candidates needs of each."""
        import msgspec

        config = msgspec.structs.replace(
            self._config,
            memory=False,
            cold=False,
            counters=False,
            scaling=False,
            together=True,
            max_cases=min(self._config.max_cases, self._config.screen_cases),
        )
        return PairedMeasurer(self._executor, config, self._fresh, self._clock).measure(
            original, candidate, cases, seconds
        )

    def _until_decided(self, run: _Run, deadline: float, seconds: float) -> Look:
        most = self._config.max_blocks
        for number, count in enumerate(chain((GLIMPSE,), looks())):
            late = self._clock() - deadline
            while len(run.blocks) < min(count, most):
                run.step()
                late = self._clock() - deadline
                # Fewer blocks than the first look needs tell next to nothing: some overtime is better than none of it.
                if late > 0 and len(run.blocks) >= (FIRST_LOOK if late < _OVERTIME * seconds else _FEWEST):
                    break
            # After the glimpse there may be overtime left for the first look.
            last = late > (0.0 if number else _OVERTIME * seconds) or len(run.blocks) >= most
            found = look(run.sums(), max(1, number) if last else number, self._config)
            if last or found.clear:
                return found
        raise AssertionError("looks() never ends")

    def _report(self, run: _Run, found: Look, problems: list[str], start: float, end: float) -> Measurement:
        config = self._config
        sums = run.sums()
        points = size_points(run.blocks, run.plan, sums.charge)
        speedup, noise = found.speedup, found.noise
        if speedup is not None and not found.trusted:
            speedup = judge.widened(speedup, noise)
        if config.extras_share is not None:
            now = self._clock()
            end = min(end, now + config.extras_share * (now - start))
        warnings = [*problems, *found.reasons, *sums.warnings, *judge.size_warnings(points, config.min_speedup)]
        full = not config.brief_losers or (speedup is not None and speedup.low >= config.min_speedup)
        cold = self._cold(run, end) if full and run.versions[0].kind == "program" and config.cold else None
        warnings += judge.cold_warnings(speedup, cold, config.min_speedup)
        memory = None
        if full and config.memory:
            memory = measure_memory(self._executor, *run.versions, run.plan.cases[-1:], config.limits)
            if memory is not None:
                warnings += judge.memory_warnings(memory.original_peak, memory.candidate_peak, config.max_memory_ratio)
        named = list(zip(("original", "candidate"), run.versions, strict=True))
        counted = (
            measure_counters(self._executor, named, run.plan.cases[-1], config.limits)
            if full and config.counters
            else {}
        )
        return Measurement(
            speedup=speedup,
            trustworthy=found.trusted,
            warnings=tuple(warnings),
            noise=noise,
            original_ns=sums.original_ns,
            candidate_ns=sums.candidate_ns,
            pairs=len(run.blocks),
            sizes=points,
            scaling=scaling(self._growth(run, end)) if full and config.scaling else None,
            memory=memory,
            cold=cold,
            extra={
                **sums.extra,
                **counted,
                "inputs": float(len(run.plan.cases)),
                "inputs_left_out": float(run.plan.dropped),
            },
        )

    def _cold(self, run: _Run, end: float) -> Interval | None:
        """The same comparison with imports paid, on a small, a middling and a large input; None without the time.

        One interpreter and its imports may take a second: what a block costs is known after the first run.
        """
        chunks = few(run.plan)
        blocks: list[Block] = []
        limits, columns = self._config.limits, len(run.plan.sizes)
        try:
            began = self._clock()
            job = TimingJob(code=run.versions[0], cases=chunks[0].cases, limits=limits, cold_imports=True)
            check(0, self._executor.time([job])[0], 1)
            block_s = 3 * len(chunks) * (self._clock() - began)
            if self._clock() + _FEWEST_COLD * block_s > end:
                chunks, block_s = chunks[len(chunks) // 2 :][:1], block_s / len(chunks)
            if self._clock() + _FEWEST_COLD * block_s > max(end, began + _COLD_S):
                return None
            while len(blocks) < FIRST_LOOK and (len(blocks) < _FEWEST_COLD or self._clock() + block_s < end):
                blocks.append(run_block(self._executor, run.versions, chunks, columns, limits, run.rng, cold=True))
        except RunFailed:
            return None
        interval = look_at(plain_pairs(blocks, run.plan), 1, self._config.error_rate)
        return ratio(interval) if interval else None

    def _growth(self, run: _Run, end: float) -> tuple[SizePoint, ...]:
        """Comes last, so that all the time that is left is for it; with every size, also those that blocks left out."""
        return growth_points(self._executor, run.versions, run.usable, self._config.limits, end, self._clock)


class _Run:
    """Blocks collected so far for one comparison."""

    def __init__(
        self,
        executor: Executor,
        versions: tuple[Code, Code],
        plan: Plan,
        config: MeasureConfig,
        fresh: FreshInputs | None,
        usable: tuple[Case, ...],
    ) -> None:
        self.versions = versions
        self.plan = plan
        self.usable = usable
        """Inputs that the plan chose from."""
        self.blocks: list[Block] = []
        self.rng = random.Random(config.seed)
        self._executor = executor
        self._config = config
        self._fresh = fresh
        self._first = FirstCalls() if any(plan.short) and not config.together else None

    def step(self) -> None:
        """One more block. Raises RunFailed."""
        chunks = draw(self.plan, len(self.blocks), self._config, self._fresh, self.rng)
        limits, columns = self._config.limits, len(self.plan.sizes)
        self.blocks.append(run_block(self._executor, self.versions, chunks, columns, limits, self.rng))
        if self._first is not None and len(self.blocks) <= _FIRST_CALLS:
            self._first.step(self._executor, self.versions, chunks, self._config.limits, self.rng)

    def sums(self) -> Sums:
        """Log ratios per block, with hidden work charged."""
        return add_up(self.blocks, self.plan, self._first, hidden=not self._config.together or self.plan.program)


def _unmeasured(warnings: list[str]) -> Measurement:
    return Measurement(speedup=None, trustworthy=False, warnings=tuple(warnings))
