"""Which lines followed which, or how long each took, in the target's file only."""

from __future__ import annotations

import sys
import threading
import time
from types import CodeType, FrameType
from typing import Any

_settrace = sys.settrace
_clock = time.perf_counter_ns


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

    def report(self) -> dict[str, Any]:
        """The part of the answer that is asked for."""
        return {"arcs": self.stop()}


class Lines:
    """Collects nanoseconds per line. Functions of other files count for the line that called them.

    The hook's own time is left out but for the call of it, which costs about as much for every line: the least that any
    visit to a line took is taken off all of them.
    """

    def __init__(self, filename: str) -> None:
        self._filename = filename
        self._ns: dict[int, int] = {}
        self._visits: dict[int, int] = {}
        self._least = 1 << 62
        self._line, self._since = 0, 0

    def start(self) -> None:
        """From now on, in this thread: with several at once nobody can say whose time it is."""
        self._line, self._since = 0, _clock()
        _settrace(self._enter)

    def stop(self) -> list[tuple[int, int]]:
        """(line, nanoseconds) so far, sorted."""
        _settrace(None)
        self._turn(0)
        least = self._least
        return sorted((line, ns - least * self._visits[line]) for line, ns in self._ns.items())

    def report(self) -> dict[str, Any]:
        """The part of the answer that is asked for."""
        return {"lines": self.stop()}

    def _turn(self, line: int) -> None:
        """What passed belongs to the line before; from here on it belongs to ``line``, 0 for none."""
        before = self._line
        if before:
            passed = _clock() - self._since
            self._ns[before] = self._ns.get(before, 0) + passed
            self._visits[before] = self._visits.get(before, 0) + 1
            if passed < self._least:
                self._least = passed
        self._line = line
        self._since = _clock()

    def _enter(self, frame: FrameType, event: str, arg: Any) -> Any:
        if frame.f_code.co_filename != self._filename:
            return None
        self._turn(frame.f_lineno)
        return self._within

    def _within(self, frame: FrameType, event: str, arg: Any) -> Any:
        if event == "line":
            self._turn(frame.f_lineno)
        elif event == "return":
            caller = frame.f_back
            while caller is not None and caller.f_code.co_filename != self._filename:
                caller = caller.f_back
            self._turn(0 if caller is None else caller.f_lineno)
        return self._within


def watcher(job: dict[str, Any]) -> Arcs | Lines | None:
    """What the job asks to be watched."""
    if job.get("lines", False):
        return Lines(job["code"]["filename"])
    return Arcs(job["code"]["filename"]) if job["coverage"] else None
