"""What is known of one original: its runs, its determinism, its coverage, its mutants. Shared by all its candidates."""

from __future__ import annotations

import ast
import time
from collections.abc import Callable, Sequence

from fasterpy.protocols import Executor
from fasterpy.records import Case, Code, Job, Limits, Observation
from fasterpy.verify.compare import compare
from fasterpy.verify.config import VerifyConfig
from fasterpy.verify.coverage import Goal, Goals
from fasterpy.verify.domain import in_domain
from fasterpy.verify.mutants import Mutant, mutants
from fasterpy.verify.normal import module_names

FINISHED = ("returned", "raised", "exited")


class Baseline:
    """Runs the original once per input and remembers; every method may be called again and goes on where it was."""

    def __init__(self, code: Code, executor: Executor, config: VerifyConfig, shaken: Executor | None = None) -> None:
        self.code, self.executor, self.config, self.shaken = code, executor, config, shaken
        self.tree = ast.parse(code.text)
        self.goals = Goals(code.text, code.qualname)
        self.names = module_names(self.tree)
        self.runs: dict[Case, Observation] = {}
        self.reached: set[Goal] = set()
        self.lines: set[int] = set()
        self.traced: set[Case] = set()
        self.unstable: str | None = None
        self.checked_stable: set[Case] = set()
        self.mutants: list[Mutant] | None = None
        self.killed: set[int] = set()
        self.tried: dict[int, set[Case]] = {}

    @property
    def limits(self) -> Limits:
        wall = self.config.original_wall_s
        return Limits(wall_s=wall, cpu_s=wall, memory_mb=self.config.memory_mb)

    def observe(self, cases: Sequence[Case]) -> list[Observation]:
        """The original's run per case, in order."""
        missing = [case for case in dict.fromkeys(cases) if case not in self.runs]
        if missing:
            jobs = [Job(code=self.code, case=case, limits=self.limits) for case in missing]
            self.runs.update(zip(missing, self.executor.execute(jobs), strict=True))
        return [self.runs[case] for case in cases]

    def counts(self, case: Case) -> bool:
        """Whether the case was run to an end and lies in the original's evident domain."""
        run = self.runs.get(case)
        return run is not None and run.status in FINISHED and in_domain(self.code, case, run)

    def allowance(self, case: Case) -> Limits:
        """What a candidate may use on this case."""
        run = self.runs[case]
        wall = self.config.slack_s + self.config.slower_factor * run.wall_ns / 1e9
        return Limits(wall_s=wall, cpu_s=wall, memory_mb=self.config.memory_mb)

    def stable(self, cases: Sequence[Case]) -> str | None:
        """Why the original's behaviour does not depend on its input alone; None when it seems to."""
        fresh = [case for case in cases if self.counts(case) and case not in self.checked_stable][: self.config.rerun]
        if self.unstable is None and len(self.checked_stable) < self.config.rerun and fresh:
            self.checked_stable.update(fresh)
            jobs = [Job(code=self.code, case=case, limits=self.allowance(case), seed=1) for case in fresh]
            runs = (self.shaken or self.executor).execute(jobs)
            for case, again in zip(fresh, runs, strict=True):
                found = compare(self.runs[case], again, self.config.compare, self.names)
                if found is not None and found.kind == "different":
                    self.unstable = f"two runs of the original on one input differ: {found}"
        return self.unstable

    # ----------------------------------------------------------------------------------------------------- strength

    def cover(self, cases: Sequence[Case], deadline: float) -> float:
        """Share of the original's branch outcomes that ``cases`` reach, in [0, 1]."""
        fresh = [c for c in cases if c not in self.traced and self.counts(c)]
        reached, lines = trace(self.executor, self.code, self.goals, fresh, self.allowance, self.config, deadline)
        self.traced.update(fresh)
        self.reached |= reached
        self.lines |= lines
        return self.goals.share(self.reached)

    def strength(self, cases: Sequence[Case], deadline: float) -> tuple[int, int]:
        """(mutants, how many of them at least one of the cases tells from the original)."""
        if self.mutants is None:
            self.mutants = mutants(self.code, frozenset(self.lines), self.config.mutants)
            self.tried = {i: set() for i in range(len(self.mutants))}
        usable = [c for c in cases if self.counts(c) and self.runs[c].wall_ns < 2e8]
        usable = spread(usable, self.config.mutant_cases)
        at, step = 0, 4
        while at < len(usable) and time.monotonic() < deadline and len(self.killed) < len(self.mutants):
            chunk = usable[at : at + step]
            at, step = at + step, step * 2
            jobs, keys = [], []
            for i, mutant in enumerate(self.mutants):
                for case in chunk if i not in self.killed else ():
                    if case not in self.tried[i]:
                        self.tried[i].add(case)
                        wall = 0.25 + 20 * self.runs[case].wall_ns / 1e9
                        limits = Limits(wall_s=wall, cpu_s=wall, memory_mb=self.config.memory_mb)
                        jobs.append(Job(code=mutant.code, case=case, limits=limits))
                        keys.append((i, case))
            for (i, case), run in zip(keys, self.executor.execute(jobs), strict=True):
                found = compare(self.runs[case], run, self.config.compare, self.names)
                if found is not None and found.kind == "different":
                    self.killed.add(i)
        tried = sum(1 for i in self.tried if self.tried[i])
        return tried, len(self.killed)

    def survivors(self) -> list[Mutant]:
        """Mutants that no input noticed."""
        return [m for i, m in enumerate(self.mutants or ()) if i not in self.killed]


def trace(
    executor: Executor,
    code: Code,
    goals: Goals,
    cases: Sequence[Case],
    allowance: Callable[[Case], Limits],
    config: VerifyConfig,
    deadline: float,
) -> tuple[set[Goal], set[int]]:
    """Goals and lines that the cases reach; stops when all are, or when further cases bring nothing."""
    reached: set[Goal] = set()
    lines: set[int] = set()
    idle, at, step = 0, 0, 4
    cases = cases[: config.coverage_cases]
    while at < len(cases) and idle < 3 and time.monotonic() < deadline:
        chunk = cases[at : at + step]
        at, step = at + step, min(16, step * 2)
        jobs = []
        for case in chunk:
            limits = allowance(case)
            slow = Limits(wall_s=limits.wall_s * 3, cpu_s=limits.cpu_s * 3, memory_mb=limits.memory_mb)
            jobs.append(Job(code=code, case=case, limits=slow, coverage=True))
        before = len(reached), len(lines)
        for run in executor.execute(jobs):
            reached |= goals.reached(run.arcs)
            lines.update(line for arc in run.arcs for line in arc if line > 0)
        if len(reached) == len(goals.goals) and at >= 4:
            break
        idle = idle + 1 if (len(reached), len(lines)) == before else 0
    return reached, lines


def spread(cases: list[Case], most: int) -> list[Case]:
    """At most ``most`` cases: the first quarter of them, then evenly from the rest."""
    if len(cases) <= most:
        return cases
    head, rest = cases[: most // 4], cases[most // 4 :]
    stride = len(rest) / (most - len(head))
    return head + [rest[int(i * stride)] for i in range(most - len(head))]
