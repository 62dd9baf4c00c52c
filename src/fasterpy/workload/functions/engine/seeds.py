"""Parameters that start a generator of random numbers: left out, every call would give something else."""

from __future__ import annotations

import ast

from .kinds import Int
from .slots import Slot

_STARTS = frozenset({"Random", "default_rng", "RandomState", "seed", "manual_seed", "SeedSequence", "PCG64"})


def always_seeded(node: ast.AST | None, slots: list[Slot]) -> None:
    """Makes whole numbers of the parameters that are seeds, which are always given."""
    names: set[str] = set()
    for call in ast.walk(node) if node is not None else ():
        if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) in _STARTS:
            names |= {arg.id for arg in call.args if isinstance(arg, ast.Name)}
            names |= {word.value.id for word in call.keywords if isinstance(word.value, ast.Name)}
    for slot in slots:
        if slot.name in names:
            slot.options, slot.place, slot.optional = [Int(0, 1000)], 0, False
