"""What is known of one original: its runs, its determinism, its mutants. Shared by all its candidates."""

from __future__ import annotations

import ast
import time
from collections.abc import Callable, Iterable, Sequence

from fasterpy.protocols import Executor
from fasterpy.records import Case, Code, ExpressionCase, Job, Limits, Observation, StdinCase
from fasterpy.verify import prose, signs, tokens
from fasterpy.verify.compare import compare, error_type
from fasterpy.verify.config import VerifyConfig
from fasterpy.verify.domain import EMPTY, given, in_domain
from fasterpy.verify.evidence import Evidence
from fasterpy.verify.mutants import Mutant, mutants
from fasterpy.verify.normal import module_names, parse
from fasterpy.verify.reach import beyond_reach, in_reserve
from fasterpy.verify.runs import Runs
from fasterpy.verify.sequence import call_sequence, calls_code
from fasterpy.verify.structure import Structure

FINISHED = ("returned", "raised", "exited")
_QUICK_NS = 200_000_000
_CROWDED = 1.5
_PROBE_SHARE = 0.15
_ROWS = 4
_SLOW, _ENOUGH, _MOST_KILLED = 3, 12, 0.6
_LEARN, _LEARN_S, _CHUNK = 48, 1.0, 8
_ODD = ("edge", "probe", "outside-domain", prose.SOURCE, prose.PROSE, signs.SOURCE, tokens.SOURCE, EMPTY)


class Baseline:
    """Runs the original once per input and remembers; every method may be called again and goes on where it was."""

    def __init__(
        self,
        code: Code,
        executor: Executor,
        config: VerifyConfig,
        shaken: Callable[[], Executor] | None = None,
    ) -> None:
        self.code, self.executor, self.config, self.shaken = code, executor, config, shaken
        self.tree = parse(code.text)
        self.names = module_names(self.tree)
        self.limits = limits = self._limits(config.original_wall_s)
        self.runs = Runs(
            code, executor, lambda case: self._quick() if case.source == "probe" else limits, config.traced_cases
        )
        self.setup_s = 0.0
        """What a run costs besides the call: modules that cannot be loaded ahead. It is no fault of a candidate."""
        self.unstable: str | None = None
        self.checked: set[Case] = set()
        self.mutants: list[Mutant] | None = None
        self.killed: set[int] = set()
        self.tried: set[tuple[int, Case]] = set()
        self.several: dict[Case, Observation] = {}
        self.usual: tuple[StdinCase, ...] = ()
        self.structure = Structure(())
        self.evidence = Evidence(code, self.tree, executor, config.memory_mb)

    def _limits(self, seconds: float) -> Limits:
        # Seconds of the processor; on a crowded machine they take longer.
        return Limits(wall_s=_CROWDED * seconds, cpu_s=seconds, memory_mb=self.config.memory_mb)

    def _quick(self) -> Limits:
        """Values put in on the chance that they tell something may be far too large, and they are many. Some programs
        take their time on any input: those get it."""
        wall = self.config.original_wall_s
        times = [run.wall_ns / 1e9 for run in self.runs.seen.values() if run.status in FINISHED]
        return self._limits(min(wall, max(_PROBE_SHARE * wall, 1.5 * min(times, default=0.0))))

    def learn(self, cases: Sequence[Case]) -> None:
        """What inputs of a program look like, from those that were made for it (once)."""
        made = [case for case in cases if isinstance(case, StdinCase) and case.source not in _ODD]
        stop = time.monotonic() + _LEARN_S
        at, step, most = 0, 1, 0 if self.usual else min(len(made), _LEARN)
        while at < most and not (self.usual and time.monotonic() > stop):
            chunk = made[at : min(at + step, most)]
            began = time.monotonic()
            self.runs.run(chunk)
            slow = time.monotonic() - began > _LEARN_S / 4 * len(chunk)
            at, step = at + step, 2 if slow else min(_CHUNK, 2 * step)
            self.usual += tuple(case for case in chunk if self.counts(case))
        if not self.structure.rules:
            self.structure = Structure(case.stdin for case in self.usual)

    def fits(self, case: Case) -> bool:
        """Whether a changed input still has the format of the others."""
        if not isinstance(case, StdinCase) or case.source in (prose.PROSE, tokens.SOURCE, EMPTY):
            return True
        plain = {prose.SOURCE: prose.flat, signs.SOURCE: signs.unsigned, "edge": signs.unsigned}.get(case.source, bytes)
        return not self.structure.breaks(plain(case.stdin))

    def against(self, case: Case, other: Observation | None = None) -> str:
        """Why an input that was run lies outside the evident domain, by what the original does on it; or nothing.

        ``other``: what a candidate did there; where it did not end, the question is how large numbers may be.
        """
        if given(case):
            return ""
        if not self.fits(case):
            return "it breaks the format of the other inputs"
        printed = [self.seen(one).stdout for one in self.usual]
        why = self.evidence.against(case, self.seen(case), self.usual, printed)
        if not why and other is not None and other.status in ("timeout", "memory"):
            return beyond_reach(case, self.code, self.executor, self.limits)
        if not why and other is not None and error_type(other) == "IndexError":
            return in_reserve(case, self.code, self.executor, self.limits)
        return why

    def seen(self, case: Case) -> Observation:
        """The run of a case that was run before."""
        return self.runs.seen[case]

    def counts(self, case: Case) -> bool:
        """Whether the case was run to an end and lies in the original's evident domain."""
        run = self.runs.seen.get(case)
        return run is not None and run.status in FINISHED and in_domain(self.code, case, run)

    def allowance(self, case: Case) -> Limits:
        """What a candidate may use on this case."""
        run = self.runs.seen.get(case) or self.several.get(case)
        known = run.wall_ns / 1e9 if run is not None else self.config.original_wall_s
        wall = self.config.slack_s + self.config.slower_factor * known + 3 * self.setup_s
        return Limits(wall_s=wall, cpu_s=wall, memory_mb=self.config.memory_mb)

    def stable(self, cases: Sequence[Case]) -> str | None:
        """Why the original's behaviour does not depend on its input alone; None when it seems to."""
        fresh = [case for case in cases if self.counts(case) and case not in self.checked]
        fresh = fresh[: self.config.rerun - len(self.checked)]
        if self.unstable is None and fresh:
            self.checked.update(fresh)
            jobs = [Job(code=self.code, case=case, limits=self.allowance(case), seed=1) for case in fresh]
            executor = self.executor
            if self.shaken is not None and depends_on_hashes(self.tree):
                executor = self.shaken()
            for case, again in zip(fresh, executor.execute(jobs), strict=True):
                found = compare(self.seen(case), again, self.config.compare, self.names)
                if found is not None and found.kind == "different" and again.status in FINISHED:
                    self.unstable = f"two runs of the original on one input differ: {found}"
        return self.unstable

    # ----------------------------------------------------------------------------------------------------- sequences

    def sequences(self, cases: Sequence[Case], most: int = 36) -> list[Case]:
        """Inputs of `calls_code` that make the calls of ``cases`` one after the other in one process; observed."""
        code = calls_code(self.code)
        quick = [c for c in cases if isinstance(c, ExpressionCase) and self.seen(c).wall_ns < _QUICK_NS / 4][:most]
        if code is None or not quick:
            return []
        wanted: list[Case] = [call_sequence(quick[i : i + 12]) for i in range(0, len(quick), 12)]
        missing = [case for case in wanted if case not in self.several]
        watch = not self.runs.complete
        jobs = [Job(code=code, case=case, limits=self.limits, coverage=watch) for case in missing]
        self.several.update(zip(missing, self.executor.execute(jobs), strict=True))
        for case in missing:
            self.runs.more.update(self.several[case].arcs)
        return [case for case in wanted if self.several[case].status == "returned"]

    # ------------------------------------------------------------------------------------------------------ strength

    def strength(self, cases: Sequence[Case], deadline: float, rows: Sequence[Case] = ()) -> tuple[int, int]:
        """(mutants, how many of them at least one of the cases tells from the original).

        Functions are called with many inputs in one process, since only the fact of a difference matters here; ``rows``
        are such inputs of many calls that were run before.
        """
        if self.mutants is None:
            lines = self.runs.lines(cases)
            self.mutants = mutants(self.code, frozenset(lines) or None, self.config.mutants)
        single = [c for c in cases if self.counts(c) and self.seen(c).wall_ns < _QUICK_NS]
        together = self.sequences(single, self.config.mutant_cases)
        if not single:  # slow on anything: the quickest inputs, as many as time allows
            single = sorted((c for c in cases if self.counts(c)), key=lambda c: self.seen(c).wall_ns)[:_SLOW]
        # What is left after the usual inputs is tried on small worlds.
        inputs = [*together, *rows[-_ROWS:]] or spread(single, self.config.mutant_cases)
        together = together or list(rows)
        at, step = 0, 1  # one first: faults that never end show on any, and cost their whole allowance
        if not together and self._told_enough():
            inputs = []
        while at < len(inputs) and (time.monotonic() < deadline or at == 0) and len(self.killed) < len(self.mutants):
            self._try(range(len(self.mutants)), inputs[at : at + step], bool(together), deadline)
            at, step = at + step, min(16, step * 2)
            if not together and self._told_enough():
                break  # what is left is looked at again where a candidate carries it
        return len({i for i, _case in self.tried}), len(self.killed)

    def _told_enough(self) -> bool:
        """Whether a fair number of inputs noticed most faults: more of them cost seconds and change no verdict."""
        tried = len({case for _i, case in self.tried})
        return tried >= _ENOUGH and len(self.killed) >= _MOST_KILLED * len(self.mutants or ())

    def settle(self, mutant: Mutant, cases: Sequence[Case], deadline: float) -> int:
        """Tries one more mutant of a program on all these cases; with how many it was tried in all."""
        at = (self.mutants or []).index(mutant)
        quick = [c for c in cases if self.counts(c) and self.seen(c).wall_ns < _QUICK_NS]
        for start in range(0, len(quick), 16):
            if at in self.killed or time.monotonic() > deadline:
                break
            self._try([at], quick[start : start + 16], False, deadline)
        return sum(i == at for i, _case in self.tried)

    def _try(self, which: Iterable[int], cases: Sequence[Case], together: bool, deadline: float) -> None:
        jobs: list[tuple[int, Case, Observation, Job]] = []
        stop = max(deadline, time.monotonic() + _LEARN_S)
        left = stop - time.monotonic()
        for i in which:
            mutant = (self.mutants or [])[i]
            code = calls_code(mutant.code) if together else mutant.code
            for case in cases if i not in self.killed and code is not None else ():
                if (i, case) not in self.tried and code is not None and left > 0:
                    known = (self.several if together else self.runs.seen)[case]
                    seconds = known.wall_ns / 1e9
                    left -= seconds
                    wall = 0.3 + min(20 * seconds, 3 * seconds + 1) + 3 * self.setup_s
                    limits = Limits(wall_s=wall, cpu_s=wall, memory_mb=self.config.memory_mb)
                    jobs.append((i, case, known, Job(code=code, case=case, limits=limits)))
        # Faults that never end take longer than was allowed for: the clock decides how many are tried.
        step = 16 if all(known.wall_ns < _QUICK_NS / 8 for _i, _case, known, _job in jobs) else 2
        for at in range(0, len(jobs), step):
            if at and time.monotonic() > stop:
                break
            chunk = jobs[at : at + step]
            runs = self.executor.execute([job for _i, _case, _known, job in chunk])
            for (i, case, known, _job), run in zip(chunk, runs, strict=True):
                self.tried.add((i, case))
                found = compare(known, run, self.config.compare, self.names)
                if found is not None and found.kind == "different":
                    self.killed.add(i)

    def survivors(self) -> list[Mutant]:
        """Mutants that no input noticed."""
        return [m for i, m in enumerate(self.mutants or ()) if i not in self.killed]


def depends_on_hashes(tree: ast.Module) -> bool:
    """Whether the code makes sets or hashes, whose order depends on the seed of string hashes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Set | ast.SetComp):
            return True
        if isinstance(node, ast.Name) and node.id in ("set", "frozenset", "hash", "id"):
            return True
    return False


def spread(cases: list[Case], most: int) -> list[Case]:
    """At most ``most`` cases: the first quarter of them, then evenly from the rest."""
    if len(cases) <= most:
        return cases
    head, rest = cases[: most // 4], cases[most // 4 :]
    stride = len(rest) / (most - len(head))
    return head + [rest[int(i * stride)] for i in range(most - len(head))]
