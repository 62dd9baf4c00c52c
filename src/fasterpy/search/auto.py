"""The default: rules are composed while the model answers; then its answers, their repair, and rules on the best."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext

import msgspec

from fasterpy.machine import usable_cores
from fasterpy.protocols import Clock, ComposableGenerator, Generator, Judge, Progress
from fasterpy.records import SearchOutcome, SearchTask
from fasterpy.search.best_of_n import can_hold, drain_feed, held, is_local
from fasterpy.search.compose import compose, improve
from fasterpy.search.config import SearchConfig
from fasterpy.search.feed import Feed
from fasterpy.search.repair import refine, repair
from fasterpy.search.session import Session


class AutoSearch:
    """Picks its steps by what the generators can do, so that a user need not."""

    name = "auto"

    def __init__(
        self, config: SearchConfig | None = None, clock: Clock | None = None, progress: Progress | None = None
    ) -> None:
        self.config = config or SearchConfig()
        self._clock, self._progress = clock, progress

    def run(self, task: SearchTask, generators: Sequence[Generator], judge: Judge) -> SearchOutcome:
        """See ``Search``."""
        session = Session(task, judge, self.config, self._clock, self._progress)
        rules = [generator for generator in generators if isinstance(generator, ComposableGenerator)]
        models = [generator for generator in generators if not isinstance(generator, ComposableGenerator)]
        local = any(map(is_local, models))
        # A model on these cores that cannot stand still would disturb the timing of the rules.
        apart = local and not all(map(can_hold, filter(is_local, models)))
        if apart:
            _compose(session, rules, self.config.rules_share)
        request = msgspec.structs.replace(task.request, seconds=session.left())
        with Feed(models, request) as feed, held(session, feed):
            if not apart:
                few = local and usable_cores() <= self.config.few_cores
                with feed.hold() if few else nullcontext():  # it is loaded meanwhile
                    _compose(session, rules, self.config.rules_share if models else 1.0)
            if local and session.best() is not None:
                session.reserve(self.config.confirm_s - self.config.confirm_share * task.seconds)
            tried = drain_feed(session, feed, quiet=local)
        session.warnings += feed.warnings
        session.failed |= feed.failed
        session.unfinished |= feed.unfinished
        willing = [model for model in models if model.name not in feed.failed]
        if willing:
            tried += repair(session, willing)
            tried += refine(session, willing)
            improve(session, rules, tried)
        return session.outcome()


def _compose(session: Session, rules: Sequence[Generator], share: float) -> None:
    for generator in rules:
        if isinstance(generator, ComposableGenerator):
            compose(session, generator, share)
