"""Long code for models of bounded length: overlapping windows, and the mean of their token vectors.

Each token counts once per window that it is in; nothing is cut off silently.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Sums = Callable[[list[list[int]]], "NDArray[np.float64]"]
"""Token ids of some windows to the sum of each window's token vectors, shape (windows, dimensions)."""


def windows(body: list[int], prefix: list[int], suffix: list[int], most: int, overlap: int) -> list[list[int]]:
    """Windows of at most ``most`` tokens with the special ones around each; neighbours share ``overlap`` tokens."""
    room = most - len(prefix) - len(suffix)
    step = max(1, room - overlap)
    starts = range(0, max(1, len(body) - overlap), step)
    return [prefix + body[start : start + room] + suffix for start in starts]


def means(texts: Sequence[list[list[int]]], token_sums: Sums, dimensions: int, batch_size: int) -> NDArray[np.float32]:
    """Mean token vector of each text's windows, of length 1 (paper Eq. 1); shape (len(texts), dimensions)."""
    import numpy as np

    flat = [(row, ids) for row, found in enumerate(texts) for ids in found]
    flat.sort(key=lambda window: len(window[1]))  # like lengths together: little padding
    sums = np.zeros((len(texts), dimensions), dtype=np.float64)
    counts = np.zeros((len(texts), 1))
    for start in range(0, len(flat), batch_size):
        batch = flat[start : start + batch_size]
        for (row, ids), total in zip(batch, token_sums([ids for _, ids in batch]), strict=True):
            sums[row] += total
            counts[row] += len(ids)
    found = sums / np.maximum(counts, 1)
    norms = np.linalg.norm(found, axis=1, keepdims=True)
    return (found / np.where(norms == 0, 1, norms)).astype(np.float32)
