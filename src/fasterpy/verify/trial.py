"""One candidate on trial: growing batches, coverage, inputs aimed at it, mutants, verdict."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence

from fasterpy.protocols import Executor, WorkloadBuilder
from fasterpy.records import Case, Code, ExpressionCase, InputSummary, Observation, Strength, Verdict, Workload
from fasterpy.verify import assumed, enough, twin, words
from fasterpy.verify.baseline import FINISHED, Baseline
from fasterpy.verify.compare import compare
from fasterpy.verify.config import VerifyConfig
from fasterpy.verify.decisive import unsettled
from fasterpy.verify.difference import Difference
from fasterpy.verify.introspection import looked_into
from fasterpy.verify.middle import middling
from fasterpy.verify.normal import parse
from fasterpy.verify.oddities import oddities
from fasterpy.verify.outside import reaches_out
from fasterpy.verify.probes import probes, small_worlds
from fasterpy.verify.rare import beyond, rare
from fasterpy.verify.runs import Runs
from fasterpy.verify.sequence import all_sizes, first_alone
from fasterpy.verify.several import in_rows, several, undecided
from fasterpy.verify.shrink import shrink

_LATE = 4
_AIM_S = 1.0
_SHRINK_SHARE = 0.3
_DEAR_S, _SLOW_S, _MOST_SETUP_S = 0.3, 0.15, 3.0


class Trial:
    """State of one verification; ``verdict`` runs it."""

    def __init__(
        self,
        baseline: Baseline,
        candidate: Code,
        executor: Executor,
        config: VerifyConfig,
        workload: Workload,
        seconds: float,
    ) -> None:
        self.baseline, self.candidate, self.executor, self.config = baseline, candidate, executor, config
        self.runs = Runs(candidate, executor, baseline.allowance, config.traced_cases, baseline.tree)
        self.workload = workload
        self.start = time.monotonic()
        self.seconds = max(0.5, seconds)
        self.agreed: list[Case] = []
        self.along: list[ExpressionCase] = []
        """Cases on which they agree, called one after the other in one process."""
        self.rows: list[Case] = []
        """The inputs that make such calls."""
        self.telling: list[Case] = []
        """Cases of which it is worth while that they follow one another in one process."""
        self.outside, self.outside_differ = 0, ""
        self.excused: list[tuple[Case, str, str]] = []
        """Differences on inputs outside the evident domain: (input, why it is outside, what differs)."""
        self.dropped = 0
        self.dear = False
        """Whether a process of its own for each input costs too much (modules that cannot be loaded ahead)."""
        self.unsure: Difference | None = None
        self.warnings: list[str] = []
        self.ending = "returned"

    def until(self, share: float) -> float:
        """The moment at which ``share`` of the time is spent."""
        return self.start + self.seconds * share

    def verdict(self, builder: WorkloadBuilder | None) -> Verdict:
        """Runs the whole trial."""
        config, original = self.config, self.baseline
        cases = list(dict.fromkeys(self.workload.cases))[: config.max_cases]
        unstable = self.unstable(cases)
        if unstable:
            return self.inconclusive(unstable)
        original.learn(cases)
        cases = all_sizes(cases) if self.dear else cases
        alone, rest = first_alone(cases, original.code, 4 if self.dear else 24)
        found = self.batches(alone, self.until(0.45)) or in_rows(self, rest, self.until(0.45))
        if found is not None:
            return found
        if not self.agreed:
            return self.inconclusive(words.no_inputs(original.runs.seen.values(), self.unsure))
        tree = parse(self.candidate.text)
        # The most telling inputs per run: they get time even when the workload used up its share.
        soon = max(self.until(0.6), time.monotonic() + 0.25 * self.seconds)
        found = (
            enough.asked_for(self, tree, soon)
            or in_rows(self, probes(original.tree, tree, self.agreed), soon)
            or self.batches(rare(original.tree, tree, self.agreed, original.fits), soon)
            or enough.dense(self, soon)
            or in_rows(self, small_worlds(self.agreed), soon)
            or in_rows(self, middling(original.tree, tree, self.agreed), soon)
            or in_rows(self, oddities(original.tree, tree, self.agreed), soon)
        )
        if found is not None:
            return found
        mine, theirs = self.cover()
        if min(mine or 1.0, theirs or 1.0) < config.min_coverage:
            found = self.batches([*self.along[:48], *small_worlds(self.agreed)[:24]], self.until(0.7))
            if found is not None:
                return found
            mine, theirs = self.cover()
        program = original.code.kind == "program"
        found, mine, theirs = enough.remainders(self, mine, theirs)
        if found is not None:
            return found
        if builder is not None and not (program and enough.plenty(self, mine, theirs, tree)):
            spare = min(max(0.2, self.seconds * config.extend_share), _AIM_S if program else self.seconds)
            extra = builder.extend(original.code, self.candidate, self.workload, self.executor, spare)
            extra = [*enough.deep(self, builder, tree), *extra]
            known = set(cases)
            extra = [case for case in extra if case not in known and original.fits(case)]
            self.telling = extra[:12]
            found = self.batches(extra, self.until(0.85))
            if found is not None:
                return found
            if extra:
                mine, theirs = self.cover()
        found = several(self, tree) or self.again()
        if found is not None:
            return found
        if self.runs.more:
            mine, theirs = self.cover()
        deadline = max(self.until(1.0), time.monotonic() + self.seconds * config.mutant_share)
        count, killed = original.strength(self.agreed, deadline, self.rows)
        strength = Strength(mutants=count, killed=killed, coverage_original=mine, coverage_candidate=theirs)
        found, mutant = enough.doubtful(self, tree)
        if found is not None:
            return found
        if mutant is not None:
            text = f"no input decides line {mutant.line} of the original, where the candidate differs ({mutant.what})"
            return self.inconclusive(text, strength)
        looked = looked_into(original.tree, tree) or reaches_out(original.tree, tree)
        if doubt := undecided(self, tree) or looked:
            return self.inconclusive(doubt, strength)
        if chance := unsettled(original.tree, tree):
            return self.inconclusive(f"the candidate calls {chance}, whose answer no input settles", strength)
        return self.decide(strength)

    # ------------------------------------------------------------------------------------------------------- running

    def unstable(self, cases: Sequence[Case]) -> str | None:
        """Why the original cannot serve as a standard."""
        head = cases[: self.config.rerun * 2]
        self.baseline.runs.run(head[:1])  # the first starts the process that the others come from
        start = time.monotonic()
        call_s = sum(run.wall_ns for run in self.baseline.runs.run(head[1:2])) / 1e9
        self.baseline.setup_s = min(_MOST_SETUP_S, max(0.0, time.monotonic() - start - call_s))
        self.dear = self.baseline.setup_s > _DEAR_S
        self.baseline.runs.know(self.workload.seen)
        head = head[: 3 if self.dear else 2 if call_s > _SLOW_S else None]
        self.baseline.runs.run(head)
        return self.baseline.stable(head)

    def batches(self, cases: Sequence[Case], deadline: float) -> Verdict | None:
        """Compare on the cases, few first; a verdict when a difference is found."""
        at, step, late = 0, 1, 0
        while at < len(cases):
            if enough.late(self, deadline, cases[at : at + step]):
                self.warnings.append(f"time was up after {at} of {len(cases)} inputs")
                break
            chunk = cases[at : at + step]
            runs = self.baseline.runs.run(chunk)
            usable = [(case, run) for case, run in zip(chunk, runs, strict=True) if run.status in FINISHED]
            self.dropped += len(chunk) - len(usable)
            late += sum(
                case.source == "probe" and run.status == "timeout" for case, run in zip(chunk, runs, strict=True)
            )
            if late > _LATE:
                break
            theirs = self.runs.run([case for case, _run in usable])
            dearest = max(run.wall_ns for run in (*runs, *theirs)) / 1e9
            fitting = max(0.5, deadline - time.monotonic()) / max(2 * dearest, 1e-3)
            at, step = at + step, max(1, min(32, step * 3, int(fitting)))
            for (case, run), other in zip(usable, theirs, strict=True):
                found = self.judge(case, run, other)
                if found is not None:
                    return self.different(case, found)
        return None

    def judge(self, case: Case, run: Observation, other: Observation) -> Difference | None:
        """A difference that condemns; bookkeeping of everything else."""
        found = compare(run, other, self.config.compare, self.baseline.names)
        if not self.baseline.counts(case):
            self.outside += 1
            if found is not None and not self.outside_differ:
                self.outside_differ = str(found)
            return None
        if found is None:
            self.agreed.append(case)
        elif found.kind == "unsure":
            self.unsure = self.unsure or found
        elif case.source == "probe" and other.status in ("timeout", "memory") and beyond(case, run):
            self.dropped += 1  # it asked what becomes of digits, not of time
        else:
            why = self.baseline.against(case, other)
            if not why:
                return found
            self.excused.append((case, why, str(found)))
        return None

    def cover(self) -> tuple[float | None, float | None]:
        """Coverage (original, candidate) by the inputs on which they agree."""
        mine = self.baseline.runs.share(self.agreed, self.until(0.75))
        return mine, self.runs.share(self.agreed, self.until(0.85))

    def again(self) -> Verdict | None:
        """The candidate with another random seed: it must not depend on luck."""
        some = self.agreed[: self.config.rerun]
        for case, other in zip(some, self.runs.again(some, seed=1), strict=True):
            found = compare(self.baseline.seen(case), other, self.config.compare, self.baseline.names)
            if found is not None and found.kind == "different":
                return self.different(case, found, "the candidate's behaviour depends on chance")
        return None

    # ------------------------------------------------------------------------------------------------------ deciding

    def different(self, case: Case, found: Difference, why: str = "") -> Verdict:
        """Confirm, make small, explain."""
        run, other = self.baseline.seen(case), self.runs.again([case], seed=1 if why else 0)[0]
        confirmed = compare(run, other, self.config.compare, self.baseline.names)
        if confirmed is None and not why:
            return self.result("inconclusive", f"a difference did not show again on the same input: {found}")
        found = confirmed or found
        if other.status == "timeout":
            slow = f"too slow: the original takes {run.wall_ns / 1e9:.3g} s, the candidate was stopped"
            return self.result("different", slow, counterexample=words.example(case, self.candidate, run, other, found))
        self.ending = other.status
        until = max(self.until(1.0), time.monotonic() + _SHRINK_SHARE * self.seconds)
        small = shrink(case, self._still, self.config.shrink_runs, until) if not why else case
        if small is not case:
            run, other = self.baseline.seen(small), self.runs.again([small])[0]
            found = compare(run, other, self.config.compare, self.baseline.names) or found
        shown = words.example(small, self.candidate, run, other, found)
        text = f"{why}: {found}" if why else str(found)
        return self.result("different", f"{text} (input source: {case.source})", counterexample=shown)

    def _still(self, cases: Sequence[Case]) -> int | None:
        """First of these smaller inputs on which the original still ends normally and the candidate differs."""
        runs = self.baseline.runs.run(cases)
        counts = self.baseline.counts
        good = [i for i, run in enumerate(runs) if run.status in ("returned", "exited") and counts(cases[i])]
        good = [i for i in good if self.baseline.fits(cases[i])]
        others = self.runs.again([cases[i] for i in good])
        for i, other in zip(good, others, strict=True):
            found = compare(runs[i], other, self.config.compare, self.baseline.names)
            if found is not None and found.kind == "different" and other.status == self.ending:
                if not self.baseline.against(cases[i]):
                    return i
        return None

    def decide(self, strength: Strength) -> Verdict:
        config, strength = self.config, twin.strengthened(self, strength)
        if self.unsure is not None:
            return self.inconclusive(f"values that cannot be compared: {self.unsure}", strength)
        if self.outside_differ:
            self.warnings.append(
                f"outside the original's evident domain ({self.outside} inputs on which it fails) they differ: "
                f"{self.outside_differ}"
            )
        if self.excused:
            text = words.excused(self.excused)
            self.warnings.append(text)
            if len(self.excused) > len(self.agreed):
                return self.inconclusive(f"they agree on {len(self.agreed)} inputs only; {text}", strength)
        for who, share in (("original", strength.coverage_original), ("candidate", strength.coverage_candidate)):
            if share is None:
                self.warnings.append(f"the coverage of the {who} could not be measured in time")
            elif share < config.min_coverage and enough.missed(self, who, share) > 1:
                return self.inconclusive(f"inputs reach only {share:.0%} of the branches of the {who}", strength)
        if few := enough.too_few(self) or enough.thin(self, strength) or enough.unvaried(self):
            return self.inconclusive(few, strength)
        if not strength.mutants:
            return self.inconclusive("no small faults could be seeded to see what the inputs notice", strength)
        if strength.killed < config.min_kill_share * strength.mutants:
            text = f"inputs notice only {strength.killed} of {strength.mutants} small faults in the original"
            return self.inconclusive(text, strength)
        self.warnings.extend(assumed.assumptions(self))
        inputs = len(self.agreed) + len(self.along)
        reason = f"agree on {inputs} inputs that notice {strength.killed} of {strength.mutants} small faults"
        return self.result("equivalent", reason, strength)

    def inconclusive(self, reason: str, strength: Strength | None = None) -> Verdict:
        return self.result("inconclusive", reason, strength)

    def result(self, verdict: str, reason: str, strength: Strength | None = None, **more: object) -> Verdict:
        sources = dict(Counter(case.source for case in (*self.agreed, *self.along)))
        return Verdict(
            verdict=verdict,  # type: ignore[arg-type]
            reason=reason,
            inputs=InputSummary(count=sum(sources.values()), sources=sources),
            strength=strength or Strength(),
            warnings=tuple(self.warnings),
            **more,  # type: ignore[arg-type]
        )
