"""One search for one target: the budget, the cascade of checks and the record of every candidate.

The cascade is parse → same program tried before? → smoke → differential → timing: cheap first.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import msgspec

from fasterpy.analysis.normal import fingerprint
from fasterpy.errors import FasterpyError, SandboxError, UserError
from fasterpy.protocols import Clock, Judge, Progress
from fasterpy.records import Candidate, Code, Measurement, SearchOutcome, SearchTask, Trial, Verdict
from fasterpy.search.config import SearchConfig
from fasterpy.search.trials import equivalent, lower_end, rank, reason

_FUTILE = 2
_USED_UP = 0.8
_KEPT, _FAIR = 0.1, 24
"""Share of the budget that the first candidate leaves to others, and inputs with which it is not time that it lacks."""


class SystemClock:
    """The real time."""

    def now(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class Session:
    """What the steps of a search share. Used from one thread."""

    def __init__(
        self,
        task: SearchTask,
        judge: Judge,
        config: SearchConfig,
        clock: Clock | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.task = task
        self.config = config
        self.clock: Clock = clock or SystemClock()
        self.started = self.clock.now()
        self.deadline = self.started + task.seconds
        self.timed_first = config.timed_first and task.request.code.kind == "function"
        self.trials: list[Trial] = []
        self.dearest = 0.0  # most seconds that one candidate took, from its check to its timing
        self.gained: float | None = None  # when the first verified gain was there; seconds of the clock
        self.warnings: list[str] = []
        self.failed: set[str] = set()  # names of generators that raised
        self.unfinished: set[str] = set()  # and of those that did a part of what they were asked for
        self.hold: Callable[[], AbstractContextManager[bool]] = _nothing_to_hold
        """Entered while a candidate is timed: keeps models on these cores from generating."""
        self._judge = judge
        self._progress = progress
        self._codes: dict[str, Code] = {}
        self._by_program: dict[str, int] = {}
        self._shorter: dict[str, str] = {}
        self._original = _fingerprint(task.request.code.text)

    # ---------------------------------------------------------------------------------------------------- budget

    def left(self) -> float:
        """Seconds of the budget that are left, at least 0."""
        return max(0.0, self.deadline - self.clock.now())

    def reserve(self, seconds: float) -> None:
        """End so much earlier than asked for."""
        self.deadline -= max(0.0, seconds)

    def over(self) -> bool:
        """Whether nothing new should be begun."""
        return self.left() < self.config.least_s or len(self.trials) >= self.config.max_candidates

    def futile(self) -> bool:
        """Whether nothing can be shown about this original: several candidates were left open for one and the same
        reason, and none was decided."""
        verdicts = [trial.verdict for trial in self.trials if trial.verdict is not None]
        open_ones = [verdict for verdict in verdicts if verdict.verdict == "inconclusive"]
        return len(verdicts) >= _FUTILE and len(open_ones) == len(verdicts) and len({v.reason for v in verdicts}) == 1

    # ---------------------------------------------------------------------------------------------------- cascade

    def judge(self, candidate: Candidate, least: float = 0.0) -> Trial:
        """The whole cascade for one candidate.

        A change to a function is timed after a glance, before it is checked in earnest: most changes that are right
        gain nothing, and a check costs several times a timing. Programs gain by many changes of a few percent each,
        which single timings do not show. ``least``: the speedup below which the candidate is of no use.
        """
        start = self.clock.now()
        least = max(least, 1 + self.config.tolerance) if self.timed_first else 0.0
        trial = self.time(self.check(candidate, least))
        if trial.measurement is not None:  # what fails on the way costs less
            self.dearest = max(self.dearest, self.clock.now() - start)
        if self.gained is None and lower_end(trial) >= self.task.min_speedup:
            self.gained = self.clock.now()
        return trial

    def differs(self, candidate: Candidate) -> bool:
        """Whether the first inputs show that the candidate is wrong; it is neither timed nor written down."""
        try:
            code = self._judge.assemble(candidate)
            if self._judge.smoke(code, self._slice(self.config.glance_s)):
                return True
            verdict = self._judge.glance(code, self._slice(self.config.glance_s))
        except SandboxError:
            raise
        except FasterpyError:
            return True
        return verdict is not None and verdict.verdict == "different"

    def polished(self) -> bool:
        """Whether a function's gain was improved for long enough: the answer is clear, and somebody waits for it."""
        if self.gained is None or not self.timed_first:
            return False
        best = self.best()
        large = best is not None and lower_end(best) >= self.config.large_gain
        factor = min(self.config.polish_factor, self.config.polish_large) if large else self.config.polish_factor
        return self.clock.now() - self.gained > factor * (self.gained - self.started)

    def check(self, candidate: Candidate, least: float = 0.0) -> Trial:
        """Everything but timing. A candidate that is the same program as an earlier one gets that one's trial.

        With ``least``, only what reaches that speedup is checked in earnest; see ``judge``.
        """
        try:
            code = self._judge.assemble(candidate)
            key = fingerprint(code.text)
        except UserError as error:
            return self._add(Trial(candidate=candidate, text=candidate.text, why=f"does not fit: {error}"))
        if key == self._original:
            return self._add(Trial(candidate=candidate, text=code.text, why="the same program as the original"))
        if key in self._by_program:
            first = self.trials[self._by_program[key]]
            self._add(Trial(candidate=candidate, text=code.text, why=f"the same program as {first.candidate.origin}"))
            return first
        self._by_program[key] = len(self.trials)
        self._codes[code.text] = code
        if self.over():
            del self._by_program[key]  # it was not judged: a later budget may
            return self._add(Trial(candidate=candidate, text=code.text, why="no time was left to check it"))
        return self._add(self._checked(candidate, code, least))

    def time(self, trial: Trial) -> Trial:
        """The trial with its measurement; unchanged when it is not equivalent, was timed, or no time is left."""
        if not equivalent(trial) or trial.measurement is not None:
            return trial
        if self.left() < self.config.least_s:
            return self._replace(trial, why="equivalent, but no time was left to measure it")
        return self._measured(trial, self.config.measure_s)

    def _measured(self, trial: Trial, seconds: float) -> Trial:
        try:
            measurement = self._timing(trial.candidate, self._codes[trial.text], seconds)
        except SandboxError:
            raise
        except FasterpyError as error:
            return self._replace(trial, why=f"could not be measured: {error}")
        return self._replace(trial, measurement=measurement, why=self._gain(measurement))

    def _timing(self, candidate: Candidate, code: Code, seconds: float) -> Measurement:
        self._tell("measure", candidate.origin)
        with self.hold():
            return self._judge.measure(code, self._slice(seconds))

    def _gain(self, measurement: Measurement) -> str:
        """What it says of an equivalent candidate."""
        speedup = measurement.speedup
        if speedup is None:
            return "equivalent, but the measurement gave no result"
        if speedup.low >= self.task.min_speedup:
            return f"equivalent and {speedup.point:.2f} times as fast"
        return f"equivalent, but not faster by {self.task.min_speedup:.2f} (lower end {speedup.low:.2f})"

    def _checked(self, candidate: Candidate, code: Code, least: float) -> Trial:
        self._tell("verify", candidate.origin)
        trial = Trial(candidate=candidate, text=code.text)
        try:
            why = self._judge.smoke(code, self._slice(self.config.verify_s))
            if why:
                return msgspec.structs.replace(trial, why=why)
            if least:
                trial = self._glanced(trial, code, least)
                if trial.why:
                    return trial
            began, most = self.clock.now(), self._slice(self.config.check_s if least else self.config.verify_s)
            verdict = self._judge.verify(code, most)
            used_up = self.clock.now() - began > _USED_UP * most
            if least and verdict.verdict == "inconclusive" and used_up:
                verdict = self._judge.verify(code, self._slice(self.config.verify_s))  # goes on where it stopped
            elif used_up and self.task.request.code.kind == "program":
                verdict = self._gone_on(code, verdict)
        except SandboxError:
            raise
        except FasterpyError as error:
            return msgspec.structs.replace(trial, why=f"could not be checked: {error}")
        known = trial.measurement if verdict.verdict == "equivalent" else None
        return msgspec.structs.replace(trial, verdict=verdict, why=self._gain(known) if known else verdict.reason)

    def _gone_on(self, code: Code, verdict: Verdict) -> Verdict:
        """The verdict once a check whose time was up has gone on for as long as it finds inputs to compare on.

        A program that takes a second per run has shown a handful of inputs by then. Another candidate would have to
        start with the same inputs; the share of the budget that is kept for it is small.
        """
        known = -1
        while verdict.verdict == "inconclusive" and known < verdict.inputs.count < _FAIR and self._may_go_on():
            known = verdict.inputs.count
            verdict = self._judge.verify(code, self._slice(self.config.verify_s))
        return verdict

    def _may_go_on(self) -> bool:
        return self.left() > _KEPT * self.task.seconds

    def _glanced(self, trial: Trial, code: Code, least: float) -> Trial:
        """The trial with its measurement, if it gave one; with a reason where it need not be checked any further."""
        verdict = self._judge.glance(code, self._slice(self.config.glance_s))
        if verdict is not None and verdict.verdict == "different":
            return msgspec.structs.replace(trial, verdict=verdict, why=verdict.reason)
        measurement = self._timing(trial.candidate, code, self.config.measure_s)
        speedup = measurement.speedup
        if speedup is None:
            return trial
        why = ""
        if speedup.point < least:
            why = f"{speedup.point:.2f} times as fast, {least:.2f} would be of use: only a few inputs were checked"
        return msgspec.structs.replace(trial, measurement=measurement, why=why)

    def _slice(self, most: float) -> float:
        return max(self.config.least_s, min(most, self.left() * self.config.share))

    # ---------------------------------------------------------------------------------------------------- record

    def best(self) -> Trial | None:
        """The winner so far: equivalent, its interval's lower end at least min-speedup and the highest.

        Where a shorter patch was found to be as good, that one.
        """
        gains = {trial.text: trial for trial in self.trials if lower_end(trial) >= self.task.min_speedup}
        winner = max(gains.values(), key=rank, default=None)
        passed: set[str] = set()
        while winner is not None and winner.text not in passed:
            passed.add(winner.text)
            winner = gains.get(self._shorter.get(winner.text, ""), winner)
        return winner

    def prefer(self, shorter: Trial, over: Trial) -> None:
        """``shorter`` is as good as ``over`` with less change: it wins in its place."""
        self._shorter[over.text] = shorter.text

    def outcome(self) -> SearchOutcome:
        """What was found, for the pipeline to confirm."""
        best = self.best()
        return SearchOutcome(
            best=best,
            trials=tuple(self.trials),
            reason=reason(self.trials, best, self.task.min_speedup, self.over()),
            warnings=tuple(dict.fromkeys(self.warnings)),
            failed=tuple(sorted(self.failed)),
            unfinished=tuple(sorted(self.unfinished)),
            seconds=self.clock.now() - self.started,
        )

    def _add(self, trial: Trial) -> Trial:
        self.trials.append(trial)
        return trial

    def _replace(self, trial: Trial, **changes: object) -> Trial:
        fresh = msgspec.structs.replace(trial, **changes)
        self.trials[next(i for i, known in enumerate(self.trials) if known is trial)] = fresh
        return fresh

    def _tell(self, stage: str, message: str) -> None:
        if self._progress is not None:
            self._progress.update(stage, len(self.trials), 0, message)


def _nothing_to_hold() -> AbstractContextManager[bool]:
    return nullcontext(False)


def _fingerprint(text: str) -> str:
    try:
        return fingerprint(text)
    except UserError:
        return ""
