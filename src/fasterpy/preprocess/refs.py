"""Names that a piece of code needs from outside itself, by Python's scope rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

Chain = tuple[str, ...]
"""``a.b.c`` as ("a", "b", "c"). The root may also be ``Name()``, ``super()`` or ``self``-like (see ``Refs.chains``)."""


@dataclass(slots=True)
class Refs:
    """What one unit refers to."""

    loads: set[str] = field(default_factory=set)
    """Names that no scope inside the unit binds."""
    stores: set[str] = field(default_factory=set)
    """Names that the unit binds in the scope that it stands in."""
    global_stores: set[str] = field(default_factory=set)
    """Names assigned in functions under ``global``."""
    chains: set[Chain] = field(default_factory=set)
    """Attribute chains. Roots: ``@self`` (first parameter of the method), ``super()``, ``Name()`` (an instance), or
    a name from outside."""
    attributes: set[str] = field(default_factory=set)
    """Attributes of objects about which nothing is known."""
    mutated: set[str] = field(default_factory=set)
    """Outside names whose object the unit changes: ``x[..] = ``, ``x.a = ``, ``x.append(..)``, a statement ``f(x)``."""
    implicit: set[str] = field(default_factory=set)
    """Special methods that operators and builtins may call."""
    self_types: dict[str, set[str]] = field(default_factory=dict)
    """``self.a = Name(..)`` or ``self.a: Name``: attribute to possible class names."""
    types: dict[str, set[str]] = field(default_factory=dict)
    """The same for names bound in the unit's own scope."""
    star: bool = False


class Scope:
    """One scope inside a unit; ``kind`` is unit, function, class or comprehension."""

    __slots__ = ("binds", "chains", "globals", "kind", "loads", "nonlocals", "parent", "self_name", "types")

    def __init__(self, kind: str, parent: Scope | None) -> None:
        self.kind = kind
        self.parent = parent
        self.binds: set[str] = set()
        self.loads: set[str] = set()
        self.globals: set[str] = set()
        self.nonlocals: set[str] = set()
        self.chains: set[Chain] = set()
        self.types: dict[str, set[str]] = {}
        self.self_name = ""

    def owner(self, name: str) -> Scope | None:
        """The scope inside the unit that binds ``name`` as seen from here; None: it comes from outside."""
        at: Scope | None = self
        while at is not None:
            if name in at.globals or at.kind == "unit":
                return None
            if name in at.binds and name not in at.nonlocals and (at.kind != "class" or at is self):
                return at
            at = at.parent
        return None


def close(refs: Refs, scopes: Iterable[Scope]) -> None:
    """Fills ``refs`` with what the scopes of a unit (the unit's own scope first) do not find inside it."""
    for scope in scopes:
        refs.loads.update(name for name in scope.loads if scope.owner(name) is None)
        for chain in scope.chains:
            _close_chain(refs, scope, chain)
        if scope.kind == "unit":
            refs.stores |= scope.binds
            refs.types = scope.types
        else:
            refs.global_stores |= scope.binds & scope.globals


def _close_chain(refs: Refs, scope: Scope, chain: Chain) -> None:
    root = chain[0]
    owner = None if root.endswith("()") else scope.owner(root)
    if owner is None:
        refs.chains.add(chain)
    elif owner.self_name == root:
        refs.chains.add(("@self", *chain[1:]))
    elif root in owner.types:
        refs.chains.update((f"{name}()", *chain[1:]) for name in owner.types[root])
        refs.attributes.add(chain[-1])
    else:
        refs.attributes.update(chain[1:])
