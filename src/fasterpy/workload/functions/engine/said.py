"""What is compared with a value whose type a hint says is of that type: ``valid_from <= trade["day"]``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .clues import values_of
from .fields import Dates
from .groups import Dict, Listing, Tuple
from .keys import parts_of
from .kinds import Float, Int, Kind, Str
from .made import Build
from .moments import tell
from .traces import Usage


def spread(hinted: Mapping[str, Kind | None], uses: Mapping[str, Usage]) -> None:
    """Mark values of which nothing but the comparison is known."""
    tell(uses.values())
    known = [pair for name, kind in hinted.items() if kind is not None for pair in _typed_leaves(kind, uses[name])]
    for usage in uses.values():
        for value in parts_of(usage):
            for kind, named in known:
                if named is value or not named.names & value.beside:
                    continue
                if isinstance(kind, Dates):
                    value.told = value.told or kind.title
                elif not (value.number or value.real or value.string):
                    value.string = type(kind) is Str
                    value.number = type(kind) is not Str
                    value.real = type(kind) is Float


def _typed_leaves(kind: Kind, usage: Usage | None, depth: int = 0) -> Iterator[tuple[Kind, Usage]]:
    """Texts and numbers inside a kind, with what is done with them."""
    if usage is None or depth > 5:
        return
    if type(kind) in (Str, Int, Float, Dates):
        yield kind, usage
    elif isinstance(kind, Listing):
        yield from _typed_leaves(kind.element, usage.element, depth + 1)
    elif isinstance(kind, Dict):
        yield from _typed_leaves(kind.value, values_of(usage), depth + 1)
    elif isinstance(kind, Tuple):
        for part, inner in zip(kind.parts, usage.unpack or (), strict=False):
            yield from _typed_leaves(part, inner, depth + 1)
    elif isinstance(kind, Build):
        for field, part in (*zip(kind.fields, kind.args, strict=False), *kind.named.items()):
            yield from _typed_leaves(part, usage.attributes.get(field), depth + 1)
