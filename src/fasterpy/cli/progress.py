"""What a person sees while the work goes on: one line on stderr, gone when it is done; in a log a line now and then."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

WORDS = {
    "preprocess": "reading the context of the target",
    "advice": "looking for advice",
    "inputs": "finding inputs",
    "facts": "looking where the time goes",
    "search": "trying candidates",
    "confirm": "confirming the winner on new inputs",
}


LINE_EVERY_S = 60.0


class TerminalProgress:
    """Implements ``protocols.Progress``; where stderr is no terminal, a line per minute of work that is counted."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._status = console.status("starting") if console.is_terminal else None
        self._told = time.monotonic()

    def __enter__(self) -> TerminalProgress:
        if self._status is not None:
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()

    def update(self, stage: str, done: int = 0, total: int = 0, message: str = "") -> None:
        if self._status is None and (not total or time.monotonic() - self._told < LINE_EVERY_S):
            return
        count = f" {done}/{total}" if total else f" {done}" if done else ""
        detail = f": {message}" if message else ""
        line = f"{WORDS.get(stage, stage)}{count}{detail}"
        if self._status is not None:
            from rich.text import Text

            self._status.update(Text(line))
            return
        self._told = time.monotonic()
        self._console.print(line, highlight=False, markup=False, emoji=False)
