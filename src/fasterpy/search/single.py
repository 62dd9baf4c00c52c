"""The paper's search: one candidate from each generator, taken if it is verified and faster."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from fasterpy.protocols import Clock, Generator, Judge, Progress
from fasterpy.records import SearchOutcome, SearchTask
from fasterpy.search.best_of_n import drain
from fasterpy.search.config import SearchConfig
from fasterpy.search.session import Session


class SingleSearch:
    """Asks every generator for one answer and judges the first that it gives."""

    name = "single"

    def __init__(
        self, config: SearchConfig | None = None, clock: Clock | None = None, progress: Progress | None = None
    ) -> None:
        self.config = config or SearchConfig()
        self._clock, self._progress = clock, progress

    def run(self, task: SearchTask, generators: Sequence[Generator], judge: Judge) -> SearchOutcome:
        """See ``Search``."""
        session = Session(task, judge, self.config, self._clock, self._progress)
        one = msgspec.structs.replace(task.request, samples=1, seconds=session.left())
        drain(session, generators, one, most_each=1)
        return session.outcome()
