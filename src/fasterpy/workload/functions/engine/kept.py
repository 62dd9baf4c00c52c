"""Makes arguments the way the docstring promises them; what cannot be made so is left to trying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fasterpy.analysis.promises.conditions import Promise

from .arrays import Array
from .groups import Dict, Listing, Matrix, Tuple
from .kinds import Either, Float, Int, Kind, Str


def keep(told: Sequence[Promise], options: dict[str, list[Kind]]) -> None:
    """``options``: the kinds that each parameter may be."""
    for one in told:
        for kind in options.get(one.about[0], ()) if len(one.about) == 1 else ():
            for listed in _parts(kind):
                if isinstance(listed, Listing) and listed.form in ("{}", "tuple({})"):
                    _list(listed, one)
            if one.kind == "least":
                _least(kind, one.bound)


def _list(listed: Listing, one: Promise) -> None:
    if one.kind == "order" and not listed.rising:
        first = listed.element.parts[0] if isinstance(listed.element, Tuple) and listed.element.parts else None
        key = "x" if first is None else "x[0]"
        if one.bound > 0:
            listed.rising = "x" if type(first or listed.element) in (Int, Float, Str) else ""
        elif type(first or listed.element) in (Int, Float):
            listed.rising = f"-{key}"
    elif one.kind == "filled":
        listed.least = max(listed.least, 1)
    elif one.kind == "distinct" and listed.element.hashable:
        listed.distinct = True


def _least(kind: Kind, least: int) -> None:
    """Numbers of a plain number, a list, a table or the values of a dict."""
    for part in _parts(kind):
        if isinstance(part, (Int, Float, Array)):
            part.low = least if part.low is None else max(part.low, least)
        elif isinstance(part, Dict):
            _least(part.value, least)
        elif isinstance(part, (Listing, Matrix)):
            _least(part.element, least)


def _parts(kind: Kind) -> Iterator[Kind]:
    """The kind itself or its choices."""
    if isinstance(kind, Either):
        for choice in kind.kinds:
            yield from _parts(choice)
    else:
        yield kind
