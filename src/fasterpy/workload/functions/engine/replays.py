"""Lists of records that say what to do: ``[("put", 1, 10), ("get", 1, 0)]``.

Chance makes records that no branch knows, and keys that never come twice. A replay is long, knows all its words, and
is about few things with small numbers, so that something is put, replaced, used up and asked for again.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Protocol

from .fields import Known
from .groups import Keyed, Listing, Tuple
from .kinds import Choice, Draw, Float, Int, Kind, Str
from .made import Build

_SHARE = 0.3
_LEAST, _MOST = 5, 24


class Holds(Protocol):
    """A parameter."""

    options: list[Kind]


class Replay(Listing):
    """The same list, now and then as a replay."""

    def __init__(self, listing: Listing) -> None:
        self.__dict__.update(listing.__dict__)
        self.short = _short(listing.element)

    def emit(self, draw: Draw) -> str:
        if draw.exact or draw.edge or draw.depth or self.ordered or self.distinct or draw.rng.random() >= _SHARE:
            return super().emit(draw)
        draw.depth += 1
        count = draw.rng.randint(max(_LEAST, self.least), max(_MOST, self.least))
        parts = [self.short.emit(draw) for _ in range(count)]
        draw.depth -= 1
        return self.form.format("[" + ", ".join(parts) + "]")


def replaying(slots: Iterable[Holds]) -> list[Kind]:
    """Makes replays of the lists of records that hold one of a few words beside something else."""
    made: list[Kind] = []
    for slot in slots:
        for place, kind in enumerate(slot.options):
            if type(kind) is Listing and _says_what_to_do(kind.element):
                slot.options[place] = Replay(kind)
                made.append(slot.options[place])
    return made


def _says_what_to_do(kind: Kind) -> bool:
    parts = _parts(kind)
    return len(parts) > 1 and any(isinstance(part, Known) and len(part.texts) > 1 for part in parts)


def _parts(kind: Kind) -> list[Kind]:
    if isinstance(kind, Tuple):
        return kind.parts
    if isinstance(kind, Keyed):
        return list(kind.fields.values())
    return [*kind.args, *kind.named.values()] if isinstance(kind, Build) else []


def _short(kind: Kind) -> Kind:
    """The kind with few values for what it holds."""
    if isinstance(kind, Known):
        return Choice(kind.texts)
    if type(kind) is Int and not kind.role:
        low = max(1, kind.low or 0)
        return Choice([str(low + step) for step in range(4) if kind.high is None or low + step <= kind.high] or ["1"])
    if type(kind) is Float:
        return Choice(["1.0", "2.0", "2.5"])
    if type(kind) is Str and not kind.alphabet and kind.length is None:
        return Choice(["'a'", "'b'", "'c'"])
    made = copy.copy(kind)
    if isinstance(made, Tuple):
        made.parts = [_short(part) for part in made.parts]
    elif isinstance(made, Keyed):
        made.fields = {name: _short(part) for name, part in made.fields.items()}
    elif isinstance(made, Build):
        made.args = [_short(part) for part in made.args]
        made.named = {name: _short(part) for name, part in made.named.items()}
    return made
