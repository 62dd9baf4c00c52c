"""Runs blocks in the sandbox and adds up their times. The only module of the stage that talks to an executor."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from fasterpy.measure.draw import Chunk
from fasterpy.protocols import Executor
from fasterpy.records import Case, Code, Limits, Record, Timing, TimingJob

ORIGINAL, CANDIDATE, AGAIN = 0, 1, 2
"""The three parts of a block. ``AGAIN`` is the original once more: the comparison of 0 with 2 is the noise floor."""

_TIMED = frozenset({"returned", "raised", "exited"})


class RunFailed(Exception):
    """A run that gave no time. ``part`` says whose."""

    def __init__(self, part: int, timing: Timing) -> None:
        super().__init__(f"{timing.status}{': ' + timing.detail if timing.detail else ''}")
        self.part = part
        self.timing = timing


class Part(Record, frozen=True):
    """One version in one block; nanoseconds."""

    totals: tuple[float, ...]
    """Per column of the plan, over its calls."""
    calls: tuple[int, ...]
    """Per column."""
    load: float
    """Per process: loading the module."""
    outside: float
    """Per process: what the parent saw, less what was timed and less loading."""
    jobs: int
    queued: float = 0.0
    """Share of the wall-clock time of the calls for which other processes had the core; not part of ``totals``."""


class Block(Record, frozen=True):
    """Original, candidate and original again, under the same conditions."""

    original: Part
    candidate: Part
    again: Part


def run_block(
    executor: Executor,
    versions: tuple[Code, Code],
    chunks: Sequence[Chunk],
    columns: int,
    limits: Limits,
    rng: random.Random,
    cold: bool = False,
) -> Block:
    """Time a block: for each chunk the three parts follow one another in random order, each in a process of its own.

    Raises RunFailed.
    """
    codes = (versions[0], versions[1], versions[0])
    order = [(part, chunk) for chunk in chunks for part in rng.sample((ORIGINAL, CANDIDATE, AGAIN), 3)]
    jobs = [
        TimingJob(code=codes[part], cases=chunk.cases, warmup=chunk.warmup, limits=limits, cold_imports=cold)
        for part, chunk in order
    ]
    timings = executor.time(jobs)
    for (part, chunk), timing in zip(order, timings, strict=True):
        check(part, timing, len(chunk.cases))
    parts = [
        _sum_up(
            [(chunk, timing) for (part, chunk), timing in zip(order, timings, strict=True) if part == which], columns
        )
        for which in (ORIGINAL, CANDIDATE, AGAIN)
    ]
    return Block(original=parts[0], candidate=parts[1], again=parts[2])


def _sum_up(own: Sequence[tuple[Chunk, Timing]], columns: int) -> Part:
    totals = [0.0] * columns
    calls = [0] * columns
    load = outside = wall = queued = 0.0
    for chunk, timing in own:
        repeats = frozenset(timing.repeats)
        for i, (column, ns) in enumerate(zip(chunk.columns, timing.own_ns, strict=True)):
            # A second call on equal arguments would measure a cache.
            if i not in repeats:
                totals[column] += ns
                calls[column] += 1
        wall += sum(timing.ns)
        queued += sum(timing.queued)
        load += timing.load_ns
        outside += timing.wall_ns - timing.load_ns - sum(timing.ns)
    return Part(
        totals=tuple(totals),
        calls=tuple(calls),
        load=load / len(own),
        outside=outside / len(own),
        jobs=len(own),
        queued=queued / max(1.0, wall),
    )


def check(which: int, timing: Timing, count: int) -> None:
    """Raises RunFailed unless there is a time for each of ``count`` inputs."""
    if timing.status not in _TIMED or len(timing.ns) != count:
        raise RunFailed(which, timing)


class Pilot(Record, frozen=True):
    """What one run per input tells."""

    usable: tuple[Case, ...]
    times: tuple[float, ...]
    """Nanoseconds of the original per usable input."""
    problems: tuple[str, ...]
    """What was wrong with the other inputs."""
    besides: tuple[float, ...]
    """Nanoseconds that a run costs besides the call, per usable input: the process, and making the input."""


def pilot(
    executor: Executor,
    code: Code,
    cases: Sequence[Case],
    limits: Limits,
    budget_ns: float,
    clock: Callable[[], float],
    together: bool = False,
) -> Pilot:
    """Time the original once per input, small ones first, until ``budget_ns`` is used.

    ``together``: in one process, as long as that works.
    """
    if together and len(cases) > 1:
        ordered = tuple(sorted(cases, key=lambda c: c.size))
        job = TimingJob(code=code, cases=ordered, limits=limits)
        executor.time([job])  # the first run may have to start the sandbox
        began = clock()
        timing = executor.time([job])[0]
        rest = ((clock() - began) * 1e9 - sum(timing.ns)) / len(ordered)
        if timing.status in _TIMED and len(timing.ns) == len(ordered):
            times_ns = tuple(float(ns) for ns in timing.own_ns)
            return Pilot(usable=ordered, times=times_ns, problems=(), besides=(max(0.0, rest),) * len(ordered))
    usable: list[Case] = []
    times: list[float] = []
    problems: list[str] = []
    besides: list[float] = []
    spent = 0.0
    for case in sorted(cases, key=lambda c: c.size):
        if spent > budget_ns and usable:
            problems.append(f"input of size {case.size} left out: the time budget is too small for it")
            continue
        began = clock()
        timing = executor.time([TimingJob(code=code, cases=(case,), limits=limits)])[0]
        took = (clock() - began) * 1e9
        spent += max(took, timing.wall_ns, sum(timing.ns))
        if timing.status not in _TIMED or len(timing.ns) != 1:
            problems.append(f"input of size {case.size} left out: {timing.status} {timing.detail}".rstrip())
            continue
        usable.append(case)
        times.append(float(timing.own_ns[0]))
        besides.append(max(0.0, took - timing.ns[0]))
    return Pilot(
        usable=tuple(usable),
        times=tuple(times),
        problems=tuple(problems),
        besides=tuple(besides),
    )
