"""Which conversations belong to which step: a function of seed and step alone, so that a resumed run needs no state."""

from __future__ import annotations

import random
from collections.abc import Sequence


def batches_of(step: int, lengths: Sequence[int], batch_size: int, accumulation: int, seed: int) -> list[list[int]]:
    """The batches (indices into the dataset) of a step, counted over all epochs.

    Every epoch has a shuffle of its own; within a step, conversations of like length share a batch, which spares
    padding and changes nothing else, since a step averages over all of its tokens.
    """
    size = batch_size * accumulation
    each = -(-len(lengths) // size)
    epoch, place = divmod(step, each)
    order = list(range(len(lengths)))
    random.Random(f"{seed}:{epoch}").shuffle(order)
    chosen = sorted(order[place * size : (place + 1) * size], key=lambda index: (lengths[index], index))
    return [chosen[start : start + batch_size] for start in range(0, len(chosen), batch_size)]
