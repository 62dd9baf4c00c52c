"""The main job: source and target to a proved patch. Stages are joined here through their Protocols alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from fasterpy.choice import as_suggestions, half_shown, kept_reason, promising, shrunk, with_lessons
from fasterpy.errors import FasterpyError
from fasterpy.judge import StageJudge, unproved_methods
from fasterpy.patch import unified_patch
from fasterpy.protocols import (
    Executor,
    Generator,
    Judge,
    Measurer,
    Preprocessor,
    Progress,
    Retriever,
    Search,
    Verifier,
    WorkloadBuilder,
)
from fasterpy.records import (
    Case,
    CleanedCode,
    Code,
    Finding,
    GenerationRequest,
    InputSummary,
    Record,
    Result,
    SearchOutcome,
    SearchTask,
    Source,
    Suggestion,
    Trial,
    Workload,
    total,
)

# Shares of the time budget. Finding inputs and confirming the winner are worth what they cost: without them nothing
# may be claimed.
WORKLOAD_SHARE = 0.15
SEARCH_SHARE = 0.65
# Candidates that are looked at once more, with more of them only while time is left; each step has a share of what is
# left then, and a least time, without which the search before it was for nothing.
FACTS_S, FACTS_SHARE = 3.0, 0.06
CONFIRM_TRIES = 3
CONFIRM_VERIFY_S = 10.0
CONFIRM_MEASURE_S = 12.0
CONFIRM_LEAST_S = 1.5
# Input sizes asked for when timing; the builder stops where the original becomes slow.
SIZES = (4, 16, 64, 256, 1024, 4096, 16384)
# A program is started anew for every input, mostly for small ones, so small sizes are looked at more closely. The last
# three are for inputs of a few numbers; primes, since divisions and remainders end early for round ones.
PROGRAM_SIZES = (1, 3, 6, 12, 32, 128, 512, 2048, 19_997, 199_999, 1_999_993)


class Options(Record, frozen=True):
    """What the caller decides about one run."""

    seconds: float = 60.0
    overtime: float = 0.0
    """Seconds that may be added where something right was found: to measure it, or to search on when it fell at last.
    Without them it is lost to noise on a busy machine."""
    min_speedup: float = 1.10
    samples: int = 4
    seed: int = 0
    allow: tuple[str, ...] = ()
    max_memory_ratio: float = 0.0


@dataclass(frozen=True)
class Parts:
    """Concrete stages, chosen by the caller."""

    preprocessor: Preprocessor
    executor: Executor
    builder: WorkloadBuilder
    verifier: Verifier
    measurer: Measurer
    search: Search
    generators: Sequence[Generator]
    retriever: Retriever | None = None
    detect: Callable[[Code], Sequence[Finding]] | None = None
    facts: Callable[[Code, Sequence[Case], float], Sequence[str]] | None = None
    """Measures, within some seconds, what generators are told of the original."""
    remember: Callable[[StageJudge], Judge] | None = None
    """Wraps the judge in a cache."""
    progress: Progress | None = None


def optimize(source: Source, targets: Sequence[str], code: Code, parts: Parts, options: Options) -> Result:
    """Speed up one target, or keep it.

    ``targets`` is empty for a program. Raises UserError when the target cannot be optimized on its own; a failing
    generator, retriever or candidate is a warning.
    """
    run = _Run(source, tuple(targets), code, parts, options)
    return run.result()


class _Run:
    def __init__(self, source: Source, targets: tuple[str, ...], code: Code, parts: Parts, options: Options) -> None:
        self.source, self.targets, self.code, self.parts, self.options = source, targets, code, parts, options
        self.started = time.monotonic()
        self.warnings: list[str] = []
        self.failed: list[str] = []
        self.unfinished: list[str] = []
        self.suggestions: tuple[Suggestion, ...] = ()
        self.workload = Workload(cases=())
        self.refuted: list[Trial] = []
        """What the search took for right and the proof did not."""
        self.timing: dict[int, tuple[Case, ...]] = {}

    def result(self) -> Result:
        parts, options = self.parts, self.options
        self._tell("preprocess")
        cleaned = parts.preprocessor.clean(self.source, self.targets)
        self._tell("advice")
        self.suggestions = self._advice(cleaned)
        self._tell("inputs")
        self.workload = parts.builder.build(self.code, parts.executor, options.seconds * WORKLOAD_SHARE)
        self.warnings.extend(self.workload.notes)
        if not self.workload.cases:
            return self._kept("no usable input was found: give some with --inputs", ())
        request = GenerationRequest(
            code=self.code,
            cleaned=cleaned,
            suggestions=self.suggestions,
            facts=self._facts(),
            samples=options.samples,
            seed=options.seed,
        )
        result = self._searched(request, min(options.seconds * SEARCH_SHARE, self._left()))
        free = not any(generator.usage().requests for generator in parts.generators)
        seconds = max(self._left() * SEARCH_SHARE, self.options.overtime / 2)
        wiser = with_lessons(self.code, self.workload, self.refuted)
        if result.outcome == "improved" or not free or seconds < CONFIRM_LEAST_S:
            return result
        if wiser is self.workload:  # nothing fell: checks that only lack inputs go on where they stopped
            return self._searched(request, seconds) if options.overtime and half_shown(result.trials) else result
        # The proof found an input that the search did not have. With it the winner falls at once, and what is right in
        # it may win.
        self.workload = wiser
        self.timing.clear()
        return self._searched(request, seconds)

    def _searched(self, request: GenerationRequest, seconds: float) -> Result:
        self._tell("search")
        judge = self._judge(request.cleaned, self.options.seed, thorough=False)
        task = SearchTask(request=request, seconds=max(1.0, seconds), min_speedup=self.options.min_speedup)
        outcome = self.parts.search.run(task, self.parts.generators, judge)
        self.warnings.extend(outcome.warnings)
        self.failed.extend(outcome.failed)
        self.unfinished.extend(outcome.unfinished)
        return self._confirm(outcome, request.cleaned)

    def _judge(self, cleaned: CleanedCode, seed: int, thorough: bool) -> Judge:
        timing = self._timing_cases(seed)
        judge = StageJudge(
            original=self.code,
            cleaned=cleaned,
            workload=self.workload,
            timing=timing,
            preprocessor=self.parts.preprocessor,
            verifier=self.parts.verifier,
            measurer=self.parts.measurer,
            allow=self.options.allow,
            thorough=thorough,
        )
        remember = self.parts.remember
        return judge if remember is None else remember(judge)

    def _advice(self, cleaned: CleanedCode) -> tuple[Suggestion, ...]:
        found: list[Suggestion] = []
        if self.parts.detect is not None:
            found += as_suggestions(self.parts.detect(self.code))
        if self.parts.retriever is not None:
            try:
                known = {suggestion.text for suggestion in found}
                retrieved = self.parts.retriever.retrieve([cleaned])[0]
                found.extend(suggestion for suggestion in retrieved if suggestion.text not in known)
            except FasterpyError as error:
                self.warnings.append(f"no advice from the knowledge base: {error}")
                self.failed.append("knowledge base")
        return tuple(found)

    def _facts(self) -> tuple[str, ...]:
        if self.parts.facts is None:
            return ()
        self._tell("facts")
        seconds = min(FACTS_S, FACTS_SHARE * self.options.seconds)
        return tuple(self.parts.facts(self.code, self._timing_cases(self.options.seed), seconds))

    def _timing_cases(self, seed: int) -> tuple[Case, ...]:
        if seed not in self.timing:
            sizes = PROGRAM_SIZES if self.code.kind == "program" else SIZES
            sized = self.parts.builder.sized(self.code, self.workload, self.parts.executor, sizes, seed)
            self.timing[seed] = tuple(sized) or self.workload.cases[:8]
        return self.timing[seed]

    def _confirm(self, outcome: SearchOutcome, cleaned: CleanedCode) -> Result:
        """The winner of many is flattered by chance: judge it again on new inputs and in fresh runs."""
        trials = list(outcome.trials)
        ranked = promising(trials, outcome.best, self.options.min_speedup)
        if not ranked:
            return self._kept(outcome.reason, tuple(trials))
        fresh = self._judge(cleaned, self.options.seed + 1, thorough=True)
        for number, trial in enumerate(ranked[:CONFIRM_TRIES]):
            if number and self._left() + self._overtime() < CONFIRM_LEAST_S:
                break
            self._tell("confirm", message=trial.candidate.origin)
            confirmed, why = self._confirmed(trial, fresh)
            place = next((i for i, known in enumerate(trials) if known.text == trial.text), None)
            if place is not None:
                trials[place] = confirmed
            if not why:
                return self._improved(confirmed, tuple(trials))
        return self._kept(kept_reason(trials, self.options.min_speedup), tuple(trials))

    def _confirmed(self, trial: Trial, judge: Judge) -> tuple[Trial, str]:
        code = judge.assemble(trial.candidate)
        verdict = judge.verify(code, _clamp(0.4 * self._left(), CONFIRM_LEAST_S, CONFIRM_VERIFY_S))
        if verdict.verdict != "equivalent":
            why = f"on a second look: {verdict.reason}"
            trial = _with(trial, verdict=verdict, why=why)
            if verdict.counterexample is not None:
                self.refuted.append(trial)
            return trial, why
        why = unproved_methods(self.code, code, self.parts, lambda: 0.2 * self._left())
        if why:
            return _with(trial, verdict=verdict, why=why), why
        # It stops as soon as the answer is clear: what is left over is for the next candidate.
        least = max(CONFIRM_LEAST_S, self.options.overtime / 2)
        measurement = judge.measure(code, min(max(0.7 * self._left(), least), CONFIRM_MEASURE_S))
        low = measurement.speedup.low if measurement.speedup is not None else 0.0
        why = ""
        if low < self.options.min_speedup:
            why = f"the gain was not confirmed on new inputs (lower end {low:.2f}×)"
        memory, limit = measurement.memory, self.options.max_memory_ratio
        if limit and memory is not None and memory.candidate_peak > limit * memory.original_peak:
            why = f"needs more than {limit:g} times the memory"
        measurement = shrunk(trial.measurement, measurement)
        return _with(trial, verdict=verdict, measurement=measurement, why=why or trial.why), why

    def _improved(self, best: Trial, trials: tuple[Trial, ...]) -> Result:
        patch = unified_patch(self.source.text, best.text, self.source.path)
        return self._result("improved", "verified and measured", best.text, patch, best, trials)

    def _kept(self, reason: str, trials: tuple[Trial, ...]) -> Result:
        return self._result("kept", reason, self.source.text, "", None, trials)

    def _result(
        self, outcome: str, reason: str, text: str, patch: str, best: Trial | None, trials: tuple[Trial, ...]
    ) -> Result:
        return Result(
            outcome="improved" if outcome == "improved" else "kept",
            reason=reason,
            source=self.source,
            targets=self.targets,
            code=text,
            patch=patch,
            best=best,
            trials=trials,
            suggestions=self.suggestions,
            workload=InputSummary(count=len(self.workload.cases), sources=self.workload.sources),
            usage=total(generator.usage() for generator in self.parts.generators),
            warnings=tuple(dict.fromkeys(self.warnings)),
            failed=tuple(dict.fromkeys(self.failed)),
            unfinished=tuple(dict.fromkeys(self.unfinished)),
            seconds=time.monotonic() - self.started,
        )

    def _left(self) -> float:
        return max(0.0, self.options.seconds - (time.monotonic() - self.started))

    def _overtime(self) -> float:
        late = time.monotonic() - self.started - self.options.seconds
        return max(0.0, self.options.overtime - max(0.0, late))

    def _tell(self, stage: str, message: str = "") -> None:
        if self.parts.progress is not None:
            self.parts.progress.update(stage, message=message)


def _with(trial: Trial, **changes: object) -> Trial:
    return msgspec.structs.replace(trial, **changes)


def _clamp(value: float, least: float, most: float) -> float:
    return max(least, min(value, most))
