"""Lists that callers give in order: the docstring says so, or the body looks for the last item up to a value."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import Any

from .fields import Key
from .groups import Dict, Keyed, Listing, Tuple
from .kinds import Float, Int, Kind, Str
from .made import Build
from .shaped import Recordish

_IN_ORDER = re.compile(
    r"(oldest|earliest|smallest|lowest|least) (one )?first|ascending|chronological|sorted\b"
    r"|in (time|date|rising|increasing)[ -]order|ordered by|increasing",
    re.I,
)
_TIME_FIELDS = (
    "date",
    "day",
    "time",
    "timestamp",
    "ts",
    "at",
    "when",
    "valid_from",
    "start",
    "version",
    "month",
    "year",
)
_ORDERINGS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def mark_rising(kind: Kind, name: str, function: ast.AST | None, prose: str) -> None:
    """Say of the list of an argument (or of those in its dict) by what its items rise, where they do."""
    listed = kind.value if isinstance(kind, Dict) else kind
    if type(listed) is not Listing or listed.form != "{}":
        return
    found = looked_through(function, name) if function is not None else None
    if found is None and _said_in_order(prose, name):
        found = _rises_by(listed.element)
    if found is not None:
        listed.rising = found


def rises(kind: Kind) -> bool:
    """Whether it holds lists that are given in order."""
    listed = kind.value if isinstance(kind, Dict) else kind
    return type(listed) is Listing and bool(listed.rising)


def keys_of_lists(kinds: Sequence[Kind]) -> list[Key]:
    """All keys, where one of these kinds is a dict with lists behind its keys: of a few keys the lists may be long."""
    bases = {type(kind.key.base) for kind in kinds
             if isinstance(kind, Dict) and isinstance(kind.key, Key) and isinstance(kind.value, Listing)}  # fmt: skip
    return [key for kind in kinds for key in _keys_inside(kind) if type(key.base) in bases and not key.few]


def _keys_inside(kind: Any, depth: int = 0) -> Iterator[Key]:
    if isinstance(kind, Key):
        yield kind
    elif isinstance(kind, Kind) and depth < 5:
        for part in vars(kind).values():
            inside = part.values() if isinstance(part, dict) else part if isinstance(part, list) else [part]
            for one in inside:
                yield from _keys_inside(one, depth + 1)


def _said_in_order(prose: str, name: str) -> bool:
    """Whether a sentence that names the argument says that it is in order."""
    sentences = re.split(r"(?<=[.;])\s|\n\s*\n", prose)
    return any(re.search(rf"\b{re.escape(name)}\b", one) and _IN_ORDER.search(one) for one in sentences)


def _rises_by(element: Kind) -> str | None:
    """What to sort by when nobody says it: the items themselves, or the field that is a time."""
    if isinstance(element, (Keyed, Recordish, Build)):
        named = element.named if isinstance(element, Build) else element.fields
        field = next((one for one in named if one in _TIME_FIELDS), None)
        form = "x[{!r}]" if isinstance(element, Keyed) else "x.{}"
        return form.format(field) if field else None
    plain = type(element) in (Int, Float, Str) or (isinstance(element, Tuple) and type(element.parts[0]) in (Int, Str))
    return "x" if plain else None


def looked_through(function: ast.AST, name: str) -> str | None:
    """The key of the items in a loop that stops at, or keeps, the last one up to a value."""
    for loop in ast.walk(function):
        if not isinstance(loop, ast.For) or loop.orelse or name not in _named_in(loop.iter):
            continue
        match loop.body:
            case [ast.If(test=ast.Compare(left=left, ops=[op], comparators=[right]), body=body, orelse=other), *rest]:
                leaves = any(isinstance(stmt, ast.Break) for stmt in (*body, *other))
                keeps = not rest and all(isinstance(stmt, ast.Assign) for stmt in body)
                if isinstance(op, _ORDERINGS) and (leaves or keeps):
                    return next((key for side in (left, right) if (key := _item_key(side, loop.target))), None)
    return None


def _item_key(side: ast.expr, target: ast.expr) -> str:
    """The key as an expression of ``x``; empty where it is not plainly a part of the item."""
    match side, target:
        case ast.Name(id=one), ast.Name(id=item) if one == item:
            return "x"
        case ast.Name(id=one), ast.Tuple(elts=parts):
            places = [place for place, part in enumerate(parts) if isinstance(part, ast.Name) and part.id == one]
            return f"x[{places[0]}]" if places else ""
        case (
            ast.Subscript(value=ast.Name(id=one), slice=ast.Constant()) | ast.Attribute(value=ast.Name(id=one)),
            ast.Name(id=item),
        ) if one == item:
            return re.sub(rf"^{item}\b", "x", ast.unparse(side))
    return ""


def _named_in(node: ast.AST) -> set[str]:
    return {below.id for below in ast.walk(node) if isinstance(below, ast.Name)}
