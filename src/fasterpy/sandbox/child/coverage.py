"""Which lines followed which, in the target's file only."""

from __future__ import annotations

import sys
import threading
from types import CodeType, FrameType
from typing import Any

_settrace = sys.settrace


class Arcs:
    """Collects (from line, to line); entering a code block is ``(-first line, line)``, leaving it ``(line, -first)``.

    ``sys.settrace`` on every version: it sees the frame, hence the true predecessor also when calls interleave. Frames
    of other files cost one call of a hook and are not traced further.
    """

    def __init__(self, filename: str) -> None:
        self._filename = filename
        self._arcs: set[tuple[int, int]] = set()

    def start(self) -> None:
        """From now on, in this thread and those started later."""
        threading.settrace(self._enter)
        _settrace(self._enter)

    def stop(self) -> list[tuple[int, int]]:
        """The arcs so far, sorted."""
        _settrace(None)
        threading.settrace(None)
        return sorted(self._arcs)

    def _enter(self, frame: FrameType, event: str, arg: Any) -> Any:
        code: CodeType = frame.f_code
        if code.co_filename != self._filename:
            return None
        frame.f_trace_opcodes = False
        add, first, last = self._arcs.add, code.co_firstlineno, -code.co_firstlineno

        def line(frame: FrameType, event: str, arg: Any) -> Any:
            nonlocal last
            if event == "line":
                add((last, frame.f_lineno))
                last = frame.f_lineno
            elif event == "return":
                add((last, -first))
            return line

        return line
