"""Measured composition of changes: what helps is combined, what brings nothing is taken back."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from fasterpy.errors import FasterpyError
from fasterpy.protocols import Clock, ComposableGenerator, Generator, Judge, Progress
from fasterpy.records import Candidate, SearchOutcome, SearchTask, Trial
from fasterpy.search.best_of_n import drain
from fasterpy.search.config import SearchConfig
from fasterpy.search.session import Session
from fasterpy.search.trials import equivalent, lower_end, point, rank

_CHECK_SHARE = 0.4
"""Share of the budget after which no further single change is checked before those found right are timed."""

_SEVERAL = 3
"""Changes of a combination that is worth mending; of two, each is tried alone anyway."""


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
            tried = drain(session, rest, msgspec.structs.replace(task.request, seconds=session.left()))
            improve(session, generators, tried)
        return session.outcome()


def improve(session: Session, generators: Sequence[Generator], trials: Sequence[Trial]) -> None:
    """Changes on top of the best of some trials, even if something else leads: together they may be better still."""
    best = max((trial for trial in trials if point(trial) > 0), key=rank, default=None)
    for generator in generators:
        if best is not None and isinstance(generator, ComposableGenerator) and not session.over():
            try:
                best = _Composer(session, generator).grow(best)
            except FasterpyError as error:
                session.warnings.append(f"{generator.name}: {error}")
                session.failed.add(generator.name)


def compose(session: Session, generator: ComposableGenerator, share: float = 1.0) -> Trial | None:
    """The best composition found, None when nothing helps. A failing generator is a warning.

    ``share``: of the task's whole budget; what is begun after that is left to others.
    """
    try:
        return _Composer(session, generator, share).run()
    except FasterpyError as error:
        session.warnings.append(f"{generator.name}: {error}")
        session.failed.add(generator.name)
        return None


class _Composer:
    def __init__(self, session: Session, generator: ComposableGenerator, share: float = 1.0) -> None:
        self.session, self.generator, self.share = session, generator, share
        code = session.task.request.code
        self.original = code.text
        self.qualname = code.qualname if code.kind == "function" else None
        self.tolerance = session.config.tolerance
        self.hopeless: set[str] = set()
        """Labels that were tried on top of something and did not pay."""
        self.peak = 0.0
        """The best speedup so far: what a shorter version is held against, so that small losses do not add up."""

    def run(self) -> Trial | None:
        proposed = self.generator.generate([self.session.task.request])[0]
        # The first is everything together, also where that is a single change.
        wholes = [candidate for at, candidate in enumerate(proposed) if not at or len(labels(candidate)) > 1]
        singles = [candidate for candidate in proposed[1:] if len(labels(candidate)) <= 1]
        current = self._best_of(wholes) or self._combined(singles)
        if current is None or not self.session.config.shorten:
            return None if current is None else self.grow(current)
        return self.shrink(self.grow(self._without_idle(current)))

    def grow(self, current: Trial) -> Trial:
        """Add whatever still pays: what was left out, and what became possible only now."""
        growing = True
        while growing and self._may_polish():
            growing = False
            for candidate in self._expand(current):
                label = labels(candidate)[-1]
                if label in self.hopeless or "@" in label:
                    continue
                if not self._may_polish():
                    break
                trial = self.session.judge(candidate, least=point(current) * (1 + self.tolerance))
                if equivalent(trial) and point(trial) >= point(current) * (1 + self.tolerance):
                    current, growing = trial, True
                    break
                self.hopeless.add(label)
        return current

    def shrink(self, current: Trial) -> Trial:
        """Take back, one at a time, the lines that bring nothing: a shorter patch is easier to review."""
        shrinking = True
        while shrinking and self._may_polish():
            shrinking = False
            for candidate in self.generator.shrink(self.original, current.text):
                if not self._may_polish():
                    break
                named = msgspec.structs.replace(candidate, origin=current.candidate.origin, why=current.candidate.why)
                shorter = self._if_as_good(named, current)
                if shorter is not None:
                    current, shrinking = shorter, True
                    break
        return current

    def _without_idle(self, current: Trial) -> Trial:
        """Take back whole changes that bring nothing, the last first."""
        for label in reversed(labels(current.candidate)):
            names = [name for name in labels(current.candidate) if name != label]
            if not names or not self._may_polish():
                break
            candidate = self.generator.compose(self.original, names, qualname=self.qualname)
            if candidate is not None:
                shorter = self._if_as_good(candidate, current)
                if shorter is not None:
                    self.hopeless.add(label)
                    current = shorter
        return current

    def _if_as_good(self, candidate: Candidate, current: Trial) -> Trial | None:
        """The candidate's trial if it does as well as the best so far."""
        self.peak = max(self.peak, point(current))
        trial = self.session.judge(candidate, least=self.peak * (1 - self.tolerance))
        if not equivalent(trial) or trial.text == current.text or point(trial) < self.peak * (1 - self.tolerance):
            return None
        if lower_end(current) >= self.session.task.min_speedup > lower_end(trial):
            return None
        self.session.prefer(trial, over=current)
        return trial

    def _best_of(self, candidates: Sequence[Candidate]) -> Trial | None:
        """The best of some candidates that gains anything. Parts of one that does are left to ``_without_idle``.

        What has more in it than one that does is a more careful version: more comes before less.
        """
        found: list[Trial] = []
        for candidate in candidates:
            mine = set(labels(candidate))
            part = any(mine < set(labels(one.candidate)) or mine > set(labels(one.candidate)) for one in found)
            # The first is written down even when there is no time for it: something was proposed.
            if part or (self._over() and self.session.trials) or self.session.futile():
                continue
            trial = self.session.judge(candidate)
            if not self._gains(trial) and not found:
                trial = self._mended(trial) or trial
            if self._gains(trial):
                found.append(trial)
        return max(found, key=rank, default=None)

    def _mended(self, whole: Trial) -> Trial | None:
        """A wrong combination without the changes that are wrong alone, or without the one that spoils the rest.

        A first look at each costs a fraction of a check, and the others need not be tried one by one.
        """
        names = labels(whole.candidate)
        wrong = whole.verdict is not None and whole.verdict.verdict == "different"
        if not wrong or len(names) < _SEVERAL or not self.session.timed_first or self._over():
            return None
        rest = [name for name in names if not self._wrong([name])]
        if len(rest) == len(names):
            parts = ([name for name in names if name != left] for left in names)
            rest = next((part for part in parts if not self._wrong(part)), [])
        if not rest or self._over():
            return None
        candidate = self.generator.compose(self.original, rest, qualname=self.qualname)
        return None if candidate is None else self.session.judge(candidate)

    def _wrong(self, names: Sequence[str]) -> bool:
        """Whether some changes together are seen to be wrong at a glance; what does not apply alone is not."""
        candidate = self.generator.compose(self.original, names, qualname=self.qualname)
        return candidate is not None and self.session.differs(candidate)

    def _gains(self, trial: Trial) -> bool:
        return equivalent(trial) and point(trial) > 1 + self.tolerance

    def _combined(self, singles: Sequence[Candidate]) -> Trial | None:
        """The right changes together; if that gains nothing, the good ones together; at least the best one."""
        if self.session.timed_first:
            return self._good_together([trial for trial in self._right(singles) if self._gains(trial)])
        right = self._right(singles)
        together = self._together(right)
        if together is not None and self._gains(together):
            return together
        good = [trial for trial in map(self.session.time, right) if self._gains(trial)]
        return self._good_together(good, known=len(right))

    def _good_together(self, good: list[Trial], known: int = 0) -> Trial | None:
        """Those that gain alone together, or the best of them; all of ``known`` changes were tried already."""
        good.sort(key=rank, reverse=True)
        together = self._together(good) if len(good) != known else None
        if together is not None and equivalent(together) and point(together) >= point(good[0]) * (1 - self.tolerance):
            return together
        return good[0] if good else None

    def _right(self, singles: Sequence[Candidate]) -> list[Trial]:
        """One verified form of each change, not timed; a function's that is not slower, timed.

        Its single places are tried only if all at once are wrong.
        """
        found: dict[str, Trial] = {}
        for candidate in singles:
            label = labels(candidate)[0]
            change = label.partition("@")[0].partition("#")[0]
            # Checks of slow targets could use up all the time, and what is not timed is worth nothing.
            part = _CHECK_SHARE if found and not self.session.timed_first else 1.0
            if change in found or self._over(part) or self.session.futile():
                continue
            trial = self.session.judge(candidate) if self.session.timed_first else self.session.check(candidate)
            if equivalent(trial) or (trial.verdict is None and trial.measurement is not None):
                found[change] = trial
        return list(found.values())

    def _together(self, trials: Sequence[Trial]) -> Trial | None:
        """The changes of some trials in one, judged."""
        names = list(dict.fromkeys(label for trial in trials for label in labels(trial.candidate)))
        if len(names) < 2 or self._over():
            return None
        candidate = self.generator.compose(self.original, names, qualname=self.qualname)
        return None if candidate is None else self.session.judge(candidate)

    def _may_polish(self) -> bool:
        """Whether there is time for one more candidate that only makes a good result better."""
        over = self._over(self.session.config.polish_share, ahead=self.session.dearest)
        return not over and not self.session.polished()

    def _over(self, part: float = 1.0, ahead: float = 0.0) -> bool:
        """Whether this part of the composition's time is used up, or will be ``ahead`` seconds from now."""
        used = self.session.task.seconds - self.session.left() + ahead
        return self.session.over() or used > part * self.share * self.session.task.seconds

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
