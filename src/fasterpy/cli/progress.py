"""What a person sees while the work goes on: one line on stderr, gone when it is done."""

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


class TerminalProgress:
    """Implements ``protocols.Progress``; silent when stderr is no terminal."""

    def __init__(self, console: Console) -> None:
        self._status = console.status("starting") if console.is_terminal else None
        self._started = time.monotonic()

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
        if self._status is None:
            return
        count = f" {done}/{total}" if total else f" {done}" if done else ""
        detail = f": {message}" if message else ""
        self._status.update(f"{WORDS.get(stage, stage)}{count}{detail}")
