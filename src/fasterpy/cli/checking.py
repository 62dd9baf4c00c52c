"""Checks pairs with our own verifier and measurer: here, or in several processes; for ``kb build`` and benchmarks."""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import takewhile
from typing import TYPE_CHECKING

from fasterpy import __version__
from fasterpy.cli.compose import make_builder, open_executor, open_shaken
from fasterpy.config import Settings
from fasterpy.records import Record

if TYPE_CHECKING:
    from fasterpy.knowledge.builders import Checked, Pair, PairChecker

FLOAT_TOLERANCE = 1e-6
"""The published sets come from judges that forgive small differences of decimals and white space at line ends."""


class CheckOptions(Record, frozen=True):
    """How much to spend."""

    seconds: float = 6.0
    """Per pair for equivalence; half as much again for time."""
    measure: bool = True
    workers: int = 1
    """Processes; times are sound only while each has a core of its own."""
    budget: float = 0.0
    """Seconds for all pairs together; 0: no limit."""


def context(settings: Settings, options: CheckOptions) -> str:
    """What a result depends on besides the pair."""
    python = ".".join(map(str, sys.version_info[:3]))
    tolerance = settings.float_tolerance or FLOAT_TOLERANCE
    return f"{__version__}|{python}|{platform.machine()}|{options.seconds}|{options.measure}|{tolerance}"


def make_runner(settings: Settings, options: CheckOptions) -> Callable[[Iterable[Pair]], Iterator[Checked]]:
    """A function that checks pairs one after the other until the budget is spent."""
    return _serial(settings, options) if options.workers <= 1 else _pooled(settings, options)


def open_checker(stack: ExitStack, settings: Settings, options: CheckOptions) -> PairChecker:
    """Sandbox, inputs, verifier and measurer; the stack closes the sandbox."""
    from fasterpy.knowledge.builders import PairChecker
    from fasterpy.measure.config import MeasureConfig
    from fasterpy.measure.measurer import PairedMeasurer
    from fasterpy.verify.config import VerifyConfig
    from fasterpy.verify.verifier import DifferentialVerifier

    executor = stack.enter_context(open_executor(settings))
    shaken = stack.enter_context(open_shaken(settings))
    builder = make_builder(settings)
    config = VerifyConfig(
        float_tolerance=settings.float_tolerance or FLOAT_TOLERANCE,
        ignore_trailing_space=True,
        memory_mb=settings.memory_mb,
        original_wall_s=settings.timeout,
    )
    verifier = DifferentialVerifier(executor, builder, config, shaken)
    brief = MeasureConfig(
        min_speedup=settings.min_speedup, memory=False, cold=False, scaling=False, counters=False, brief_losers=True
    )
    measurer = PairedMeasurer(executor, brief) if options.measure else None
    return PairChecker(executor, builder, verifier, measurer, options.seconds, time.monotonic)


def _serial(settings: Settings, options: CheckOptions) -> Callable[[Iterable[Pair]], Iterator[Checked]]:
    def run(pairs: Iterable[Pair]) -> Iterator[Checked]:
        end = time.monotonic() + (options.budget or float("inf"))
        with ExitStack() as stack:
            checker: PairChecker | None = None
            for pair in pairs:
                if time.monotonic() > end:
                    return
                checker = checker or open_checker(stack, settings, options)
                yield checker.check(pair)

    return run


def _pooled(settings: Settings, options: CheckOptions) -> Callable[[Iterable[Pair]], Iterator[Checked]]:
    def run(pairs: Iterable[Pair]) -> Iterator[Checked]:
        from fasterpy.knowledge.builders import Checked
        from fasterpy.pool import Crash, Pool

        end = time.monotonic() + (options.budget or float("inf"))
        pool: Pool[Pair, Checked] = Pool(_Factory(settings=settings, options=options), options.workers)
        for pair, found in pool.run(takewhile(lambda _: time.monotonic() < end, pairs)):
            if isinstance(found, Crash):
                found = Checked(key=pair.key, verdict="inconclusive", reason=f"the check failed: {found}")
            yield found

    return run


class _Factory(Record, frozen=True):
    settings: Settings
    options: CheckOptions

    def __call__(self) -> _Worker:
        return _Worker(self.settings, self.options)


class _Worker:
    """One process's checker."""

    def __init__(self, settings: Settings, options: CheckOptions) -> None:
        self._stack = ExitStack()
        self._checker = open_checker(self._stack, settings, options)

    def work(self, item: Pair) -> Checked:
        return self._checker.check(item)

    def close(self) -> None:
        self._stack.close()
