"""Figures about a dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from fasterpy.train.records import Conversation


def lengths(rows: Sequence[Conversation]) -> dict[str, dict[str, int]]:
    """Characters of prompts and answers."""
    prompts = [sum(len(message.content) for message in row.messages[:-1]) for row in rows]
    return {"prompt": spread(prompts), "answer": spread([len(row.messages[-1].content) for row in rows])}


def spread(values: Sequence[int]) -> dict[str, int]:
    """Median, 95th percentile and most; empty for nothing."""
    ordered = sorted(values)
    if not ordered:
        return {}
    last = len(ordered) - 1
    return {"median": ordered[last // 2], "p95": ordered[int(0.95 * last)], "most": ordered[last]}


def shares(rows: Sequence[Conversation], field: str) -> dict[str, int]:
    """How many conversations have which value of a field of ``about``, most first."""
    return dict(Counter(str(getattr(row.about, field)) or "unknown" for row in rows).most_common())
