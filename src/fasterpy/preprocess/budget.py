"""Keeping the context inside a number of tokens; what goes first is stated here and in docs/preprocess.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from fasterpy.preprocess.context import Role, Selection
from fasterpy.preprocess.outline import Outline, Unit
from fasterpy.preprocess.render import body_rows, kept_rows, ornament_rows
from fasterpy.preprocess.tree import FUNCTION


def line_tokens(line: str) -> int:
    """The cheap rule: one per line that is not blank, and two per seven characters of it without its indentation."""
    size = len(line.strip())
    return 1 + (2 * size + 6) // 7 if size else 0


def estimate_tokens(text: str) -> int:
    """Tokens of a text by the cheap rule; within about a fifth of common BPE vocabularies on Python."""
    return sum(map(line_tokens, text.split("\n")))


@dataclass(slots=True)
class Cut:
    """What the budget takes away."""

    stubs: set[Unit] = field(default_factory=set)
    bare: set[Unit] = field(default_factory=set)
    dropped: list[str] = field(default_factory=list)


def fit(selection: Selection, budget: int | None) -> Cut:
    """Removes units from the selection until it fits; the targets and what encloses them always stay.

    Order: 1 callers and what only they need, 2 special and guessed methods, 3 docstrings and comments of the context,
    4 bodies of functions, 5 data, 6 what is left of functions and classes; within each the farthest first.
    """
    cut = Cut()
    if budget is None:
        return cut
    prefix = [0, *accumulate(map(line_tokens, selection.outline.lines))]
    total = sum(_cost(prefix, kept_rows(unit)) for unit in selection.places)

    def drop(unit: Unit) -> int:
        gone = 0
        for at in [unit, *(other for other in unit.walk() if other is not unit)]:
            if at in selection.places:
                del selection.places[at]
                gone += _cost(prefix, kept_rows(at))
        cut.dropped.append(_label(unit))
        return gone

    def far_first(*roles: Role) -> Iterator[Unit]:
        order = sorted(selection.places, key=lambda unit: (-selection.places[unit].distance, -unit.order))
        for unit in order:
            place = selection.places.get(unit)
            if place is not None and place.role in roles:
                yield unit

    guarded = {at for target in selection.targets for at in _ancestors(target)} | set(selection.targets)
    for roles in ((Role.CALLER_NEEDS, Role.CALLER), (Role.IMPLICIT,)):
        for role in roles if total > budget else ():
            for unit in list(far_first(role)):
                if total <= budget:
                    return cut
                if unit in selection.places and not _holds_stronger(unit, selection, role):
                    total -= drop(unit)
    context = [unit for unit in far_first(Role.NEEDED, Role.FRAME, Role.IMPLICIT) if unit not in selection.targets]
    for unit in context:
        if total <= budget:
            return cut
        saved = _cost(prefix, ornament_rows(unit)) if not unit.blocks else 0
        if saved:
            cut.bare.add(unit)
            total -= saved
    for unit in context:
        if total <= budget:
            return cut
        body = body_rows(unit)
        if body is not None:
            inside = [item for item in ornament_rows(unit) if body[0] <= item[0]] if unit in cut.bare else []
            saved = _cost(prefix, [body]) - _cost(prefix, inside) - 2
            if saved > 0:
                cut.stubs.add(unit)
                cut.dropped.append(f"{_label(unit)} (body)")
                total -= saved
    for data in (True, False):
        for unit in context:
            if total <= budget:
                return cut
            is_data = unit.kind == "statement" and unit.definition.type != FUNCTION
            if unit in selection.places and unit not in guarded and is_data == data and unit.kind != "import":
                total -= drop(unit)
                cut.stubs.discard(unit)
                cut.bare.discard(unit)
    return cut


def _holds_stronger(unit: Unit, selection: Selection, role: Role) -> bool:
    return any(at in selection.places and selection.places[at].role < role for at in unit.walk())


def _ancestors(unit: Unit) -> Iterator[Unit]:
    at = unit.parent
    while at is not None:
        yield at
        at = at.parent


def _cost(prefix: list[int], ranges: list[tuple[int, int]]) -> int:
    return sum(prefix[end] - prefix[start] for start, end in ranges)


def _label(unit: Unit) -> str:
    if unit.qualname:
        return unit.qualname
    owner = f"{unit.owner.qualname}." if unit.owner is not None else ""
    if unit.names:
        return owner + ", ".join(unit.names[:3])
    return f"line {unit.start + 1}"


def outline_tokens(outline: Outline) -> int:
    """Tokens of the whole file by the cheap rule."""
    return sum(map(line_tokens, outline.lines))
