"""Features of text that does not parse as Python: its tokens, with names abstracted away."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from fasterpy.embed.vocabulary import API

_TOKEN = re.compile(r"[A-Za-z_]\w*|\d+|[^\w\s]")
_KEYWORDS = frozenset(
    """and as assert async await break class continue def del elif else except finally for from global if import in is
    lambda nonlocal not or pass raise return try while with yield None True False""".split()  # noqa: SIM905 - a list of words reads better so
)


def token_features(text: str) -> Counter[str]:
    """Counts of tokens and of neighbouring pairs. Names that a person chose become ``N``, numbers ``0``."""
    names = [
        token
        if token in _KEYWORDS or token in API or not (token[0].isalnum() or token[0] == "_")
        else ("0" if token[0].isdigit() else "N")
        for token in _TOKEN.findall(text)
    ]
    counts: Counter[str] = Counter(names)
    counts.update(f"{a} {b}" for a, b in pairwise(names))
    return counts
