"""What callers may pass in more than one way: named arguments of any name, things to iterate over once."""

from __future__ import annotations

import ast
from typing import Any

from .groups import Listing
from .kinds import Choice, Draw, Either, Int, Kind, Str

_NAMES = ("b", "a", "zeta", "key", "alpha", "size", "c")


class Loose(Kind):
    """Named arguments, in any order; written as ``'name': value`` pairs."""

    def __init__(self, value: Kind | None, names: list[str]) -> None:
        self.value = value or Either([Int(0), Int(0), Str(), Choice(["True", "1.5", "None"])])
        self.names = list(dict.fromkeys([*names, *_NAMES]))

    def emit(self, draw: Draw) -> str:
        count = draw.rng.choice((0, 1, 2, 3, 4))
        names = draw.rng.sample(self.names, min(count, len(self.names)))
        draw.depth += 1
        pairs = [f"{name!r}: {self.value.emit(draw)}" for name in names]
        draw.depth -= 1
        return ", ".join(pairs)


def kind_names(constants: list[Any]) -> list[str]:
    """Constants of the code that can name an argument."""
    return [c for c in constants if type(c) is str and c.isidentifier() and len(c) > 1][:12]


def once(kind: Kind) -> Kind:
    """Also as an iterator, which can be gone through only once."""
    if isinstance(kind, Listing) and kind.form == "{}":
        return Either([kind, kind, Listing(kind.element, "stream({})")])
    return kind


def poured(function: Any, name: str) -> bool:
    """``items = list(items)``, or ``rows = list(lines)`` and no other use of ``lines``: any iterable will do."""
    uses = sum(isinstance(node, ast.Name) and node.id == name for node in ast.walk(function))
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name):
            first = node.value.args[0] if len(node.value.args) == 1 else None
            target = node.targets[0]
            if node.value.func.id in ("list", "tuple", "iter") and isinstance(first, ast.Name) and first.id == name:
                return isinstance(target, ast.Name) and (target.id == name or uses == 1)
    return False
