"""Rates of other people's files as ratios slow/fast.

Published files write the same gain as a ratio (4.0), as the share of time saved (0.75) or as a percentage of it (75).
The unit belongs to the file, not to the row: it is told from the whole column, and where the column does not tell, it
has to be said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

Unit: TypeAlias = Literal["ratio", "saved", "saved-percent"]
UNITS: tuple[Unit, ...] = ("ratio", "saved", "saved-percent")
SAMPLE = 2000
"""How many rates of a file are looked at to tell the unit."""
_PERCENT_MEDIAN = 8.0
_ENOUGH = 20
"""Fewer rates do not tell percentages from large ratios."""


def plain(value: object) -> float | None:
    """The number in a rate field; ``"350%"`` is 3.5 (times as fast), whatever the unit of the file."""
    percent = isinstance(value, str) and value.strip().endswith("%")
    try:
        number = float(str(value).strip().rstrip("%"))
    except ValueError:
        return None
    number = number / 100 if percent else number
    return number if abs(number) != float("inf") and number == number else None


def bare_number(value: object) -> float | None:
    """The number in a rate field that has no unit of its own; None for ``"350%"`` and for what is no number."""
    return None if isinstance(value, str) and value.strip().endswith("%") else plain(value)


def ratio(value: object, unit: Unit = "ratio") -> float | None:
    """A rate field of a file of this unit as a ratio > 0; None when it is no rate."""
    number = plain(value)
    if number is None:
        return None
    return to_ratio(number, unit if bare_number(value) is not None else "ratio")


def unit_of(rates: Sequence[float]) -> Unit:
    """The unit of a column.

    Shares are all below 1. Percentages saved never pass 100 and mostly lie far above what ratios are (the median of
    measured ratios is below 2 in the published sets); some of them are below 1, which no list of improvements in
    ratios has many of.
    """
    known = sorted(rates)
    if not known:
        return "ratio"
    middle, most = known[len(known) // 2], known[-1]
    if most < 1.0 and middle >= 0.0:
        return "saved"
    if most <= 100.0 and len(known) >= _ENOUGH and middle > _PERCENT_MEDIAN:
        return "saved-percent"
    return "ratio"


def to_ratio(number: float, unit: Unit) -> float | None:
    """A ratio > 0, or None when the number is none in this unit: a share of 1 would take no time at all."""
    if unit == "ratio":
        return number if number > 0 else None
    share = number / 100 if unit == "saved-percent" else number
    return 1.0 / (1.0 - share) if share < 1.0 else None
