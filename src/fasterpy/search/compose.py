"""Measured composition of changes: what helps is combined, what brings nothing is taken back."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from fasterpy.errors import FasterpyError
from fasterpy.protocols import Clock, ComposableGenerator, Generator, Judge, Progress
from fasterpy.records import Candidate, SearchOutcome, SearchTask, Trial
from fasterpy.search.best_of_n import drain
from fasterpy.search.config import SearchConfig
from fasterpy.search.session import Session, equivalent, point, rank


class ComposeSearch:
    """Composes what composable generators (rules) can do; other generators are sampled afterwards.

    Combinations are tried first: most rules are right, so the whole is often the winner, and only what it does not need
    is taken away. When the whole fails, the changes are judged alone and the good ones combined.
    """

    name = "compose"

    def __init__(
        self, config: SearchConfig | None = None, clock: Clock | None = None, progress: Progress | None = None
    ) -> None:
        self.config = config or SearchConfig()
        self._clock, self._progress = clock, progress

    def run(self, task: SearchTask, generators: Sequence[Generator], judge: Judge) -> SearchOutcome:
        """See ``Search``."""
        session = Session(task, judge, self.config, self._clock, self._progress)
        for generator in generators:
            if isinstance(generator, ComposableGenerator):
                compose(session, generator)
        rest = [generator for generator in generators if not isinstance(generator, ComposableGenerator)]
        if rest and not session.over():
            drain(session, rest, msgspec.structs.replace(task.request, seconds=session.left()))
            improve(session, generators)
        return session.outcome()


def improve(session: Session, generators: Sequence[Generator]) -> None:
    """Rules on top of the best candidate, whoever made it."""
    best = session.best()
    for generator in generators:
        if best is not None and isinstance(generator, ComposableGenerator) and not session.over():
            composer = _Composer(session, generator)
            try:
                best = composer.shrink(composer.grow(best))
            except FasterpyError as error:
                session.warnings.append(f"{generator.name}: {error}")


def compose(session: Session, generator: ComposableGenerator) -> Trial | None:
    """The best composition found, None when nothing helps. A failing generator is a warning."""
    try:
        return _Composer(session, generator).run()
    except FasterpyError as error:
        session.warnings.append(f"{generator.name}: {error}")
        return None


class _Composer:
    def __init__(self, session: Session, generator: ComposableGenerator) -> None:
        self.session, self.generator = session, generator
        code = session.task.request.code
        self.original = code.text
        self.qualname = code.qualname if code.kind == "function" else None
        self.tolerance = session.config.tolerance
        self.hopeless: set[str] = set()
        """Labels that were tried on top of something and did not pay."""

    def run(self) -> Trial | None:
        proposed = self.generator.generate([self.session.task.request])[0]
        wholes = [candidate for candidate in proposed if len(labels(candidate)) > 1]
        singles = [candidate for candidate in proposed if len(labels(candidate)) <= 1]
        current = self._best_of(wholes) or self._combined(singles)
        if current is None:
            return None
        return self.shrink(self.grow(current))

    def grow(self, current: Trial) -> Trial:
        """Add whatever still pays: what was left out, and what became possible only now."""
        growing = True
        while growing and not self.session.over():
            growing = False
            for candidate in self._expand(current):
                if self.session.over():
                    break
                label = labels(candidate)[-1]
                if label in self.hopeless:
                    continue
                trial = self.session.judge(candidate)
                if equivalent(trial) and point(trial) >= point(current) * (1 + self.tolerance):
                    current, growing = trial, True
                    break
                self.hopeless.add(label)
        return current

    def shrink(self, current: Trial) -> Trial:
        """Take back, one at a time, what brings nothing: a shorter patch is easier to review."""
        best = point(current)
        shrinking = True
        while shrinking and not self.session.over():
            shrinking = False
            for candidate in self.generator.shrink(self.original, current.text):
                if self.session.over():
                    break
                named = msgspec.structs.replace(candidate, origin=current.candidate.origin, why=current.candidate.why)
                trial = self.session.judge(named)
                # Against the best so far, not the last: small losses must not add up.
                if equivalent(trial) and trial.text != current.text and point(trial) >= best * (1 - self.tolerance):
                    self.session.prefer(trial, over=current)
                    current, shrinking = trial, True
                    best = max(best, point(trial))
                    break
        return current

    def _best_of(self, candidates: Sequence[Candidate]) -> Trial | None:
        """The best of some candidates that gains anything."""
        found: list[Trial] = []
        for candidate in candidates:
            if self.session.over():
                break
            trial = self.session.judge(candidate)
            if equivalent(trial) and point(trial) > 1 + self.tolerance:
                found.append(trial)
        return max(found, key=rank, default=None)

    def _combined(self, singles: Sequence[Candidate]) -> Trial | None:
        """The good changes together; the best alone if they do not get along."""
        good: list[Trial] = []
        for candidate in singles:
            if self.session.over():
                break
            trial = self.session.judge(candidate)
            if equivalent(trial) and point(trial) > 1 + self.tolerance:
                good.append(trial)
        if not good:
            return None
        good.sort(key=rank, reverse=True)
        if len(good) > 1 and not self.session.over():
            names = list(dict.fromkeys(label for trial in good for label in labels(trial.candidate)))
            together = self.generator.compose(self.original, names, qualname=self.qualname)
            if together is not None:
                trial = self.session.judge(together)
                if equivalent(trial) and point(trial) >= point(good[0]) * (1 - self.tolerance):
                    return trial
        return good[0]

    def _expand(self, current: Trial) -> list[Candidate]:
        """One more change each on top of a trial, whoever made it; origins tell the whole history."""
        history = current.candidate.origin
        candidates = self.generator.expand(current.text, labels(current.candidate), qualname=self.qualname)
        named: list[Candidate] = []
        for candidate in candidates:
            kind = candidate.origin.partition(":")[0]
            joint = "+" if history.rpartition(" then ")[2].startswith(f"{kind}:") else f" then {kind}:"
            named.append(msgspec.structs.replace(candidate, origin=f"{history}{joint}{labels(candidate)[-1]}"))
        return named


def labels(candidate: Candidate) -> tuple[str, ...]:
    """The changes in a candidate of a composable generator, in order."""
    last = candidate.origin.rpartition(" then ")[2]
    return tuple(last.partition(":")[2].split("+")) if ":" in last else (last,)
