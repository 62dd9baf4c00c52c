"""Time under the control of a test."""

from __future__ import annotations

import threading


class FakeClock:
    """A ``Clock`` that moves only when told, or when someone sleeps."""

    def __init__(self, now: float = 0.0) -> None:
        self._now = now
        self._lock = threading.Lock()

    def now(self) -> float:
        """Seconds since an arbitrary start."""
        with self._lock:
            return self._now

    def sleep(self, seconds: float) -> None:
        """Returns at once, ``seconds`` later."""
        self.advance(max(0.0, seconds))

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        with self._lock:
            self._now += seconds
