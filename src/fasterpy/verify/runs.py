"""Runs of one version, each case once; the first ones are traced, so that coverage costs no runs of its own."""

from __future__ import annotations

import ast
import time
from collections.abc import Callable, Iterable, Sequence

import msgspec

from fasterpy.protocols import Executor
from fasterpy.records import Case, Code, Job, Limits, Observation
from fasterpy.verify.compare import error_type
from fasterpy.verify.coverage import Goal, Goals
from fasterpy.verify.tokens import SOURCE as TOKENS

_TRACE_CHUNK = 6
_DEAR_NS, _SLOW_NS = 400_000_000, 40_000_000
_WATCHED_S = 1.5
"""The most that a watched run may take: it is run again, unwatched, with what the input is allowed."""


class Runs:
    """``run(cases)`` gives one observation per case, in order; equal cases run once."""

    def __init__(
        self,
        code: Code,
        executor: Executor,
        limits: Callable[[Case], Limits],
        traced: int,
        original: ast.Module | None = None,
    ) -> None:
        self.code, self.executor, self.limits = code, executor, limits
        self.goals = Goals(code.text, code.qualname, original)
        self.seen: dict[Case, Observation] = {}
        self.arcs: dict[Case, tuple[tuple[int, int], ...]] = {}
        self.left_to_trace = traced
        self._dear = False
        self.more: set[tuple[int, int]] = set()
        """Arcs of calls that are no cases of their own."""
        self.twin: object = None
        """What is known of faults seeded into this version, see ``twin``."""

    def know(self, seen: Iterable[tuple[Case, Observation]]) -> None:
        """Takes over runs that were made elsewhere, but for what depends on limits."""
        for case, run in seen:
            if case in self.seen or run.status not in ("returned", "raised", "exited"):
                continue
            if error_type(run) in ("RecursionError", "MemoryError"):
                continue
            self.seen[case] = run
            if run.arcs:
                self.arcs[case] = run.arcs
                self.left_to_trace -= 1
            self._mind(bool(run.arcs) and run.wall_ns > _DEAR_NS)

    def run(self, cases: Sequence[Case]) -> list[Observation]:
        """Cases that tracing disturbed (time, memory, recursion) are run again without it."""
        missing = [case for case in dict.fromkeys(cases) if case not in self.seen]
        if missing and not self.seen and self.left_to_trace > 0:
            # The first alone and unwatched: where it takes long, watched runs end in timeouts of seconds each.
            first = self.seen[missing[0]] = self._execute(missing[:1], 0)[0]
            missing = missing[1:]
            self._mind(first.cpu_ns > _SLOW_NS)
        if len(missing) > 1 and self.left_to_trace > 1 and not self.arcs:
            # The next alone: it shows what watching costs here.
            self.run(missing[:1])
            missing = missing[1:]
        traced = missing[: max(0, self.left_to_trace)]
        self.left_to_trace -= len(traced)
        self.seen.update(zip(missing, self._execute(missing, len(traced)), strict=True))
        self._mind(any(self.seen[case].wall_ns > _DEAR_NS for case in traced))
        for case in traced:
            self.arcs[case] = self.seen[case].arcs
        again = [case for case in traced if _disturbed(self.seen[case])]
        self.seen.update(zip(again, self._execute(again, 0), strict=True))
        return [self.seen[case] for case in cases]

    def _mind(self, dear: bool) -> None:
        """Watching costs forty times the run itself: the few that are still needed are chosen by ``reached``."""
        if dear:
            self.left_to_trace, self._dear = 0, True

    def _execute(self, cases: Sequence[Case], traced: int, seed: int = 0) -> list[Observation]:
        return self.executor.execute(
            [
                Job(code=self.code, case=case, limits=self._allowed(case, i < traced), coverage=i < traced, seed=seed)
                for i, case in enumerate(cases)
            ]
        )

    def _allowed(self, case: Case, watched: bool) -> Limits:
        limits = self.limits(case)
        if not watched or limits.wall_s <= _WATCHED_S:
            return limits
        return msgspec.structs.replace(limits, wall_s=_WATCHED_S, cpu_s=min(limits.cpu_s, _WATCHED_S))

    def again(self, cases: Sequence[Case], seed: int = 0) -> list[Observation]:
        """Run anew, whatever was seen before."""
        return self._execute(cases, 0, seed)

    def reached(self, cases: Sequence[Case], deadline: float) -> set[Goal]:
        """Goals that these cases reach; traces some more of them while goals are missing and new ones keep coming."""
        reached = self.goals.reached(self.more.union(*(self.arcs.get(case, ()) for case in cases)))
        # The last ones are aimed at what is missing; before them those that the text of a program asks for: scripts of
        # its commands lead far.
        fresh = [case for case in reversed(cases) if case not in self.arcs]
        fresh.sort(key=lambda case: case.source != TOKENS)
        idle = 0
        while len(reached) < len(self.goals.goals) and fresh and idle < 3 and time.monotonic() < deadline:
            size = 1 if self._dear else _TRACE_CHUNK
            chunk, fresh = fresh[:size], fresh[size:]
            for case, run in zip(chunk, self._execute(chunk, len(chunk)), strict=True):
                self.arcs[case] = run.arcs
            now = self.goals.reached(self.more.union(*(self.arcs.get(case, ()) for case in cases)))
            idle = 0 if len(now) > len(reached) else idle + 1
            reached = now
        return reached

    @property
    def complete(self) -> bool:
        """Whether the runs so far reach every goal."""
        return len(self.goals.reached(self.more.union(*self.arcs.values()))) == len(self.goals.goals)

    def share(self, cases: Sequence[Case], deadline: float) -> float | None:
        """Share of the branch outcomes that these cases reach; None when none of them could be traced in time."""
        reached = self.reached(cases, deadline)
        return self.goals.share(reached) if any(self.arcs.get(case) for case in cases) else None

    def lines(self, cases: Sequence[Case]) -> set[int]:
        """Lines that the traced ones of these cases ran."""
        return {line for case in cases for arc in self.arcs.get(case, ()) for line in arc if line > 0}


def _disturbed(run: Observation) -> bool:
    return run.status in ("timeout", "memory", "crashed", "output") or error_type(run) == "RecursionError"
