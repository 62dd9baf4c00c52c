"""Dates and times by what is done with them: a method that only they have, ``+ timedelta``, the days of a gap."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from .keys import parts_of
from .traces import Usage

_DATE = frozenset({"weekday", "isoweekday", "isocalendar", "toordinal"})
_TIME = frozenset({"hour", "minute", "second", "microsecond", "tzinfo", "timestamp", "astimezone"})
_PARTS = frozenset({"year", "month", "day"})
_SHORT = frozenset({"hours", "minutes", "seconds", "microseconds", "milliseconds"})


def by_operator(up: ast.AST, other: ast.AST | None, parent: Mapping[ast.AST, ast.AST]) -> str:
    """``date`` or ``datetime`` where a duration is added or a difference is asked for its days; else empty."""
    op = getattr(up, "op", None)
    if isinstance(op, (ast.Add, ast.Sub)) and isinstance(other, ast.Call):
        name = getattr(other.func, "id", getattr(other.func, "attr", ""))
        if name == "timedelta":
            return "datetime" if {word.arg for word in other.keywords} & _SHORT else "date"
    above = parent.get(up)
    if isinstance(op, ast.Sub) and isinstance(above, ast.Attribute):
        return {"days": "date", "total_seconds": "datetime", "seconds": "datetime"}.get(above.attr, "")
    return ""


def tell(roots: Iterable[Usage]) -> None:
    """Marks the dates among the values, and what is compared with them and is nothing else."""
    values = [value for root in roots for value in parts_of(root)]
    for value in values:
        value.told = value.told or _by_members(value)
    told = [value for value in values if value.told in ("date", "datetime")]
    for value in values:
        if not (value.told or value.number or value.real or value.string or value.methods or value.attributes):
            value.told = next((one.told for one in told if one.names & value.beside or value.names & one.beside), "")


def _by_members(value: Usage) -> str:
    names = value.methods | value.attributes.keys()
    if names & _TIME and (names & (_PARTS | _DATE | {"isoformat", "strftime", "date"}) or len(names & _TIME) > 1):
        return "datetime"
    if "strftime" in names or "date" in value.methods:
        return "datetime"
    return "date" if names & _DATE or len(names & _PARTS) > 1 else ""
