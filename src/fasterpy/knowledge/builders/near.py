"""Near-duplicates: pairs of almost the same code, found by MinHash and confirmed by the exact share of shingles."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fasterpy.knowledge.builders.canonical import tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WIDTH = 5
_ROWS, _BANDS = 5, 24
"""Probability that a pair of likeness s is looked at: 1 - (1 - s^5)^24; 0.9 gives more than 0.999999."""
_PRIME = (1 << 61) - 1


class NearDuplicates:
    """Groups texts one by one: each joins the first earlier text that is like it, or starts a group of its own."""

    def __init__(self, likeness: float = 0.9) -> None:
        """``likeness``: least Jaccard similarity of the sets of five tokens in a row."""
        self.likeness = likeness
        self._buckets: dict[tuple[int, bytes], list[int]] = {}
        self._sets: list[NDArray[np.uint32]] = []
        self._factors: NDArray[np.uint64] | None = None

    def add(self, *texts: str) -> int:
        """The number of the group that texts (a pair's versions) belong to; a new number for a new group."""
        import numpy as np

        found = {number for text in texts for number in _shingles(tokens(text))}
        shingles = np.array(sorted(found), dtype=np.uint32)
        keys = self._keys(shingles)
        for candidate in sorted({number for key in keys for number in self._buckets.get(key, ())}):
            other = self._sets[candidate]
            shared = len(np.intersect1d(shingles, other, assume_unique=True))
            if shared >= self.likeness * (len(shingles) + len(other) - shared):
                return candidate
        number = len(self._sets)
        self._sets.append(shingles)
        for key in keys:
            self._buckets.setdefault(key, []).append(number)
        return number

    def _keys(self, shingles: NDArray[np.uint32]) -> list[tuple[int, bytes]]:
        import numpy as np

        if self._factors is None:
            rng = np.random.default_rng(0)
            self._factors = rng.integers(1, 1 << 31, size=(_ROWS * _BANDS, 2), dtype=np.uint64)
        values = shingles.astype(np.uint64)
        hashed = (values[None, :] * self._factors[:, :1] + self._factors[:, 1:]) % np.uint64(_PRIME)
        least = hashed.min(axis=1).reshape(_BANDS, _ROWS)
        return [(band, row.tobytes()) for band, row in enumerate(least)]


def _shingles(words: Sequence[str]) -> set[int]:
    if len(words) < _WIDTH:
        return {zlib.crc32(" ".join(words).encode("utf-8", "surrogatepass"))}
    return {
        zlib.crc32(" ".join(words[i : i + _WIDTH]).encode("utf-8", "surrogatepass"))
        for i in range(len(words) - _WIDTH + 1)
    }
