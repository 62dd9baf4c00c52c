"""Many candidates, cheap checks first, generation and checking at the same time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import msgspec

from fasterpy.protocols import Clock, Generator, Judge, Progress
from fasterpy.records import GenerationRequest, SearchOutcome, SearchTask, Trial
from fasterpy.search.config import SearchConfig
from fasterpy.search.feed import Feed
from fasterpy.search.session import Session
from fasterpy.search.trials import equivalent

# A verified candidate waits for its timing while fewer than this many do and there is something else to check.
BACKLOG = 3
# How long the checking side sleeps at most before it looks at the clock again, in seconds.
TICK = 0.25


class BestOfNSearch:
    """Judges everything that the generators propose, until the budget is used up."""

    name = "best-of-n"

    def __init__(
        self, config: SearchConfig | None = None, clock: Clock | None = None, progress: Progress | None = None
    ) -> None:
        self.config = config or SearchConfig()
        self._clock, self._progress = clock, progress

    def run(self, task: SearchTask, generators: Sequence[Generator], judge: Judge) -> SearchOutcome:
        """See ``Search``."""
        session = Session(task, judge, self.config, self._clock, self._progress)
        drain(session, generators, msgspec.structs.replace(task.request, seconds=session.left()))
        return session.outcome()


def drain(
    session: Session, generators: Sequence[Generator], request: GenerationRequest, most_each: int = 0, note: str = ""
) -> list[Trial]:
    """Judge what the generators propose for ``request``; trials of this call, in order of checking.

    ``most_each`` bounds the candidates per generator (0: no bound). ``note`` goes behind their origins, in brackets.
    """
    with Feed(generators, request) as feed, held(session, feed):
        trials = drain_feed(session, feed, most_each, quiet=any(map(is_local, generators)), note=note)
    session.warnings += feed.warnings
    session.failed |= feed.failed
    session.unfinished |= feed.unfinished
    return trials


def is_local(generator: Generator) -> bool:
    """Whether a generator works on this machine's cores for long, so that timing beside it is disturbed."""
    return bool(getattr(generator, "local", False))


@contextmanager
def held(session: Session, feed: Feed) -> Iterator[None]:
    """Inside, whatever is timed is timed while the feed's generators stand still, where they can."""
    before, session.hold = session.hold, feed.hold
    try:
        yield
    finally:
        session.hold = before


def can_hold(generator: Generator) -> bool:
    """Whether a generator on this machine can stand still while candidates are timed."""
    hold = getattr(generator, "hold", None)
    if hold is None:
        return False
    with hold() as still:
        return bool(still)


def drain_feed(session: Session, feed: Feed, most_each: int = 0, quiet: bool = False, note: str = "") -> list[Trial]:
    """The same for a feed that already runs. ``quiet``: see ``SearchConfig.quiet_timing``."""
    quiet = quiet or session.config.quiet_timing
    waiting: deque[Trial] = deque()  # verified, not timed
    trials: list[Trial] = []
    taken: dict[str, int] = {}
    while not session.over():
        generating = not feed.done
        late = session.left() < 0.5 * session.task.seconds
        # A disturbed timing is better than none: it is paired, and the winner's is repeated.
        may_time = bool(waiting) and (late or not (quiet and generating))
        if may_time and (len(waiting) >= BACKLOG or late):
            _time(session, waiting, trials)
            continue
        if waiting and quiet and generating and len(waiting) >= BACKLOG:
            with feed.hold() as still:  # a model in this process stands still meanwhile
                if still:
                    _time(session, waiting, trials)
                    continue
        # Nothing to time: wait for the generators; otherwise only look whether something is there.
        candidate = feed.take(0.0 if may_time else min(TICK, session.left()))
        if candidate is None:
            if may_time:
                _time(session, waiting, trials)
            elif feed.done and not waiting:
                break
            continue
        owner = candidate.origin.partition("#")[0] if "#" in candidate.origin else candidate.origin.partition(":")[0]
        taken[owner] = taken.get(owner, 0) + 1
        if most_each and taken[owner] > most_each:
            continue
        if note:
            candidate = msgspec.structs.replace(candidate, origin=f"{candidate.origin} ({note})")
        known = len(session.trials)
        trial = session.check(candidate)
        if trial in session.trials[:known]:
            continue  # the same program as an earlier one
        trials.append(trial)
        if equivalent(trial):
            waiting.append(trial)
    while waiting:  # says of each that no time was left
        _time(session, waiting, trials)
    return trials


def _time(session: Session, waiting: deque[Trial], trials: list[Trial]) -> None:
    trial = waiting.popleft()
    trials[next(i for i, known in enumerate(trials) if known is trial)] = session.time(trial)
