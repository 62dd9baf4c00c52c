"""Times the correct versions of one program, paired or as the paper does."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence

from fasterpy.bench.correctness import program_code, stdin_case
from fasterpy.bench.metrics import cautious, ratios, runtime, runtime_paired
from fasterpy.bench.records import INPUT, BenchConfig, Test
from fasterpy.protocols import Executor
from fasterpy.records import Limits, Record, Timing, TimingJob

PAPER_RUNS = 4
_CLEARLY_SLOWER = 1.5
_JUDGED_AFTER = 3
_ENOUGH_ROUNDS = 12
"""More rounds are for programs with a version that some noise could carry over the bar of %OPT."""
_NEAR_THE_BAR = (1.05, 1.16)


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
    """All versions alternate, in another order for every case of every round (see ``metrics.ratios`` and ``cautious``).

    The same rules hold for every version, the input measured again among them. A version that is clearly slower than
    the input after three rounds is timed no more: no later round makes it an optimization. Twelve rounds are enough
    when no version is near the bar of %OPT; otherwise there are more, as long as ``seconds`` last.
    """
    rng = random.Random(f"{config.seed}:{seed}")
    times: dict[str, list[list[float]]] = {name: [[] for _ in tests] for name in texts}
    failed: dict[str, str] = {}
    start = clock()
    rounds = 0
    while rounds < config.max_rounds and (rounds < config.min_rounds or clock() - start < seconds):
        racing = [n for n in texts if n not in failed and (rounds < _JUDGED_AFTER or not _hopeless(times, n))]
        if INPUT in failed or (rounds >= _ENOUGH_ROUNDS and not any(_unsettled(times, n) for n in racing)):
            break
        for i, test in enumerate(tests):
            for name in rng.sample(racing, len(racing)):
                if name in failed:
                    continue
                try:
                    times[name][i].append(_once(executor, texts[name], test, limits[i]).own_ns[0])
                except _Failed as failure:
                    failed[name] = str(failure)
        rounds += 1
    return {
        name: Timed(runtime_ns=None, rounds=0, why=failed[name] if name in failed else failed[INPUT])
        if name in failed or INPUT in failed
        else Timed(runtime_ns=_runtime(times, name), rounds=min(map(len, times[name])))
        for name in texts
    }


def _runtime(times: Mapping[str, list[list[float]]], name: str) -> float:
    """The input's is the mean of its least times; another version's follows from its ratio to the input."""
    base = runtime_paired(times[INPUT])
    return base if name == INPUT else base / cautious(*ratios(times[INPUT], times[name]))


def _hopeless(times: Mapping[str, list[list[float]]], name: str) -> bool:
    return name != INPUT and max(ratios(times[INPUT], times[name])) < 1.0 / _CLEARLY_SLOWER


def _unsettled(times: Mapping[str, list[list[float]]], name: str) -> bool:
    """Whether either estimate is near the bar, or they lie on different sides of it."""
    if name == INPUT:
        return False
    low, high = sorted(ratios(times[INPUT], times[name]))
    return low < _NEAR_THE_BAR[1] and high > _NEAR_THE_BAR[0]


def time_paper(
    executor: Executor, texts: Mapping[str, str], tests: Sequence[Test], limits: Sequence[Limits]
) -> dict[str, Timed]:
    """Paper §6.1: one version after the other, four runs per case, the first dropped, mean of the rest (Eq. 2)."""
    timed = {}
    for name, text in texts.items():
        try:
            times = [
                [_once(executor, text, test, own).ns[0] for _ in range(PAPER_RUNS)]
                for test, own in zip(tests, limits, strict=True)
            ]
            timed[name] = Timed(runtime_ns=runtime(times), rounds=PAPER_RUNS)
        except _Failed as failure:
            timed[name] = Timed(runtime_ns=None, rounds=0, why=str(failure))
    return timed


def _once(executor: Executor, text: str, test: Test, limits: Limits) -> Timing:
    job = TimingJob(code=program_code(text), cases=(stdin_case(test),), limits=limits)
    timing = executor.time([job])[0]
    if timing.status not in ("returned", "exited") or len(timing.ns) != 1:
        raise _Failed(f"{timing.status} while timed {timing.detail}".rstrip())
    return timing
