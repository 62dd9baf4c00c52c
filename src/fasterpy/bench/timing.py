"""Times the correct versions of one program, paired or as the paper does."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence

from fasterpy.bench.correctness import program_code, stdin_case
from fasterpy.bench.metrics import runtime, runtime_paired
from fasterpy.bench.records import INPUT, BenchConfig, Test
from fasterpy.protocols import Executor
from fasterpy.records import Limits, Record, TimingJob

PAPER_RUNS = 4
_CLEARLY_SLOWER = 1.5
_JUDGED_AFTER = 3


class Timed(Record, frozen=True):
    """One version."""

    runtime_ns: float | None
    rounds: int
    why: str = ""


class _Failed(Exception):
    pass


def time_paired(
    executor: Executor,
    texts: Mapping[str, str],
    tests: Sequence[Test],
    limits: Sequence[Limits],
    config: BenchConfig,
    seconds: float,
    seed: str,
    clock: Callable[[], float] = time.monotonic,
) -> dict[str, Timed]:
    """All versions alternate, in another order for every case of every round; the minimum over rounds counts.

    The budget decides how many rounds: many for the median program of 50 µs, few for one that runs for seconds, whose
    relative noise is small. A version that is clearly slower than the input after three rounds is timed no more:
    no later minimum makes it an optimization.
    """
    rng = random.Random(f"{config.seed}:{seed}")
    times: dict[str, list[list[float]]] = {name: [[] for _ in tests] for name in texts}
    failed: dict[str, str] = {}
    start = clock()
    rounds = 0
    while rounds < config.max_rounds and (rounds < config.min_rounds or clock() - start < seconds):
        racing = [n for n in texts if n not in failed and (rounds < _JUDGED_AFTER or not _hopeless(times, n))]
        if not racing:
            break
        for i, test in enumerate(tests):
            for name in rng.sample(racing, len(racing)):
                if name in failed:
                    continue
                try:
                    times[name][i].append(_once(executor, texts[name], test, limits[i]))
                except _Failed as failure:
                    failed[name] = str(failure)
        rounds += 1
    return {
        name: Timed(runtime_ns=None, rounds=0, why=failed[name])
        if name in failed
        else Timed(runtime_ns=runtime_paired(times[name]), rounds=min(map(len, times[name])))
        for name in texts
    }


def _hopeless(times: Mapping[str, list[list[float]]], name: str) -> bool:
    return name != INPUT and runtime_paired(times[name]) > _CLEARLY_SLOWER * runtime_paired(times[INPUT])


def time_paper(
    executor: Executor, texts: Mapping[str, str], tests: Sequence[Test], limits: Sequence[Limits]
) -> dict[str, Timed]:
    """Paper §6.1: one version after the other, four runs per case, the first dropped, mean of the rest (Eq. 2)."""
    timed = {}
    for name, text in texts.items():
        try:
            times = [
                [_once(executor, text, test, own) for _ in range(PAPER_RUNS)]
                for test, own in zip(tests, limits, strict=True)
            ]
            timed[name] = Timed(runtime_ns=runtime(times), rounds=PAPER_RUNS)
        except _Failed as failure:
            timed[name] = Timed(runtime_ns=None, rounds=0, why=str(failure))
    return timed


def _once(executor: Executor, text: str, test: Test, limits: Limits) -> float:
    job = TimingJob(code=program_code(text), cases=(stdin_case(test),), limits=limits)
    timing = executor.time([job])[0]
    if timing.status not in ("returned", "exited") or len(timing.ns) != 1:
        raise _Failed(f"{timing.status} while timed {timing.detail}".rstrip())
    return float(timing.ns[0])
