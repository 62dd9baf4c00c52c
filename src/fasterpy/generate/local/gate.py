"""Lets a search hold a model back while it measures, and stop it, between two steps of generation."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Shared by the thread that generates and those that check. A step is one token, or one token of each stream."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._running = False
        self._resting = True
        self._holders = 0
        self._stopped = False
        self._deadline: float | None = None
        self.held_s = 0.0
        """Seconds that the generating thread was held."""

    @contextmanager
    def run(self, seconds: float | None = None) -> Iterator[None]:
        """Around one batch; after ``seconds`` every ``step`` says no. Time on hold counts, a search pays for it too."""
        with self._changed:
            self._running, self._resting, self._stopped = True, False, False
            self._deadline = None if seconds is None else time.monotonic() + seconds
        try:
            yield
        finally:
            with self._changed:
                self._running, self._resting = False, True
                self._changed.notify_all()

    def step(self) -> bool:
        """Called by the engine before each step: waits while somebody holds; False when it has to stop."""
        with self._changed:
            if self._holders and not self._stopped:
                self._resting = True
                self._changed.notify_all()
                since = time.monotonic()
                while self._holders and not self._stopped and not self._late():
                    self._changed.wait(0.5)
                self._resting = False
                self.held_s += time.monotonic() - since
            return not (self._stopped or self._late())

    def left(self) -> float | None:
        """Seconds until the deadline of the batch under way; None without one."""
        with self._changed:
            return None if self._deadline is None else max(0.0, self._deadline - time.monotonic())

    @contextmanager
    def hold(self, seconds: float = 5.0) -> Iterator[bool]:
        """No step begins inside. Waits for the one under way, at most ``seconds``; gives whether it is quiet now."""
        with self._changed:
            self._holders += 1
            quiet = self._changed.wait_for(lambda: self._resting, seconds)
        try:
            yield quiet
        finally:
            with self._changed:
                self._holders -= 1
                self._changed.notify_all()

    def stop(self) -> None:
        """Give up the batch that is under way, if any."""
        with self._changed:
            self._stopped = self._running
            self._changed.notify_all()

    def _late(self) -> bool:
        return self._deadline is not None and time.monotonic() >= self._deadline
