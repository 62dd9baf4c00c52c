"""Lines of numbers and signs of operations in which every sign finds its numbers."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

_SIGNS = frozenset("+-*/%^&|")


def operators(constants: Sequence[Any]) -> list[str]:
    """The signs that the program holds words against."""
    return [c for c in constants if isinstance(c, str) and c in _SIGNS]


def postfix(signs: Sequence[str], count: int, number: Callable[[], str], rng: random.Random) -> list[str]:
    """``3 4 + 2 *``: about ``count`` words that leave one number, as a stack reads them."""
    words, depth = [number()], 1
    while len(words) < count or depth > 1:
        if depth > 1 and (len(words) >= count or rng.random() < 0.5):
            words.append(rng.choice(signs))
            depth -= 1
        else:
            words.append(number())
            depth += 1
    return words
