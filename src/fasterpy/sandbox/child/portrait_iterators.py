"""Iterators of built-in kinds, by what they yield. See `portrait` for the grammar."""

from __future__ import annotations

import itertools
import types
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from fasterpy.sandbox.child.portrait_parts import type_name

if TYPE_CHECKING:
    from fasterpy.sandbox.child.portrait import Painter

BUILTIN_ITERATORS: frozenset[type] = frozenset(
    {
        type(iter([])), type(iter(())), type(iter({})), type(iter({}.values())), type(iter({}.items())),
        type(iter(set())), type(iter("")), type(iter("é")), type(iter(b"")), type(iter(bytearray())),
        type(iter(range(0))), type(iter(range(1 << 70))), type(reversed([])), type(reversed({})),
        type(iter(int, 1)), types.GeneratorType, map, filter, zip, enumerate, reversed,
        *(t for t in vars(itertools).values() if isinstance(t, type)),
    }
)  # fmt: skip
MAX_YIELDS = 20_000


def iterator(p: Painter, x: Any, depth: int) -> list[Any]:
    if not p.drain:
        return ["iter", type_name(type(x)), [], "more"]
    got, end = pull(p, x)
    return ["iter", type_name(type(x)), p.items(got, depth), None if end is None else p.visit(end, depth + 1)]


def pull(p: Painter, x: Iterator[Any]) -> tuple[list[Any], Any]:
    """What an iterator yields, at most MAX_YIELDS, and what ended it: None, ``"more"`` or an exception."""
    step = type(x).__next__
    got: list[Any] = []
    try:
        while len(got) < MAX_YIELDS:
            got.append(step(x))
    except StopIteration:
        return got, None
    except Exception as error:
        return got, error
    return got, "more"


class Drained:
    """Stands for a result iterator that has been exhausted already."""

    __slots__ = ("end", "got", "name", "origin")

    def __init__(self, origin: Any, got: list[Any], end: Any) -> None:
        self.origin, self.got, self.end, self.name = origin, got, end, type_name(type(origin))


def drained(p: Painter, value: Any) -> Any:
    """Exhaust ``value`` if it is a built-in kind of iterator (or a tuple or list holding some)."""
    t = type(value)
    if t in BUILTIN_ITERATORS and id(value) not in p.numbers:
        return Drained(value, *pull(p, value))
    if t in (tuple, list) and 0 < len(value) <= 64 and any(type(v) in BUILTIN_ITERATORS for v in value):
        return t([drained(p, v) for v in value]) if t is tuple else value
    return value


def drained_node(p: Painter, x: Drained, depth: int) -> list[Any]:
    return ["iter", x.name, p.items(x.got, depth), None if x.end is None else p.visit(x.end, depth + 1)]
