"""The default: rules are composed while the model answers; then its answers, their repair, and rules on the best."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from fasterpy.protocols import Clock, ComposableGenerator, Generator, Judge, Progress
from fasterpy.records import SearchOutcome, SearchTask
from fasterpy.search.best_of_n import drain_feed
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
        request = msgspec.structs.replace(task.request, seconds=session.left())
        with Feed(models, request) as feed:  # the models are asked before the rules are tried
            for generator in rules:
                compose(session, generator)
            drain_feed(session, feed)
        session.warnings += feed.warnings
        if models and not feed.warnings:
            repair(session, models)
            refine(session, models)
            improve(session, rules)
        return session.outcome()
