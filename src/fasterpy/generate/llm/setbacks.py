"""Requests that failed beside others that were answered: counted, for one line per reason."""

from __future__ import annotations

import threading
from collections import Counter


class Batch:
    """Requests that go out together."""

    def __init__(self, asked: int) -> None:
        self.asked = asked
        self.failed: list[str] = []
        """Reasons, as they come in."""


class Setbacks:
    """Batches since the last look. Safe with several threads; a batch that is still under way counts as it is."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._batches: list[Batch] = []

    def begin(self, asked: int) -> Batch:
        """So many answers are asked for now."""
        batch = Batch(asked)
        with self._lock:
            self._batches.append(batch)
        return batch

    def withdraw(self, batch: Batch) -> None:
        """It failed as a whole, which is somebody's exception already."""
        with self._lock:
            self._batches = [known for known in self._batches if known is not batch]

    def take(self) -> tuple[str, ...]:
        """The lines since this was last asked, the most frequent reason first."""
        with self._lock:
            batches, self._batches = self._batches, []
        asked = sum(batch.asked for batch in batches)
        failed = Counter(why for batch in batches for why in tuple(batch.failed))
        return tuple(f"{count} of {asked} requests failed: {why}" for why, count in failed.most_common())
