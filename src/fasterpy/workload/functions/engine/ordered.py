"""Fields of a record that bound one another: what starts ends later."""

from __future__ import annotations

from collections.abc import Iterable

_BOUNDS = (
    *(("start", "end"), ("start", "stop"), ("begin", "end"), ("low", "high"), ("lo", "hi"), ("lower", "upper")),
    *(("min", "max"), ("minimum", "maximum"), ("opens", "closes")),
)


def bounds(names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of these names of which the first bounds the second: ``start_day`` and ``end_day`` too."""
    known = list(names)
    found = []
    for name in known:
        words = name.lower().split("_")
        for low, high in _BOUNDS:
            if low in words:
                other = "_".join(high if word == low else word for word in words)
                found += [(name, one) for one in known if one.lower() == other]
    return found


def in_order(parts: dict[str, str], share: float) -> dict[str, str]:
    """The expressions of a record's fields, with whole numbers exchanged that are the wrong way round.

    For a ``share`` (drawn from 0 to 1) up to 0.2 they stay as they are.
    """
    for low, high in bounds(parts):
        one, two = parts[low], parts[high]
        if share > 0.2 and one.lstrip("-").isdigit() and two.lstrip("-").isdigit() and int(one) > int(two):
            parts[low], parts[high] = two, one
    return parts
