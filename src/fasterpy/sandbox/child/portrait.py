"""A value as plain data, made beside foreign code and compared outside (`fasterpy.verify.compare`).

``portray(values)`` gives ``{name: node, …, "#": header}``, encodable by msgpack. Grammar of a node:

    node    = None | bool | int (64 bit) | float | str | bytes     the scalar itself, exact type
            | [tag, id, …]                                         everything else
    id      = 0 for values whose identity nobody should rely on, else the object's number: one numbering over all of
              ``values``, objects known before the call first, then arguments, then the rest, in first-visit order

    ["int", 0, hex]                        beyond 64 bits          ["complex", 0, re, im]
    ["str", 0, bytes]                      lone surrogates         ["bytearray", id, bytes]
    ["list", id, nodes]                                            ["tuple", 0, nodes]
    ["set", id, nodes]                     in canonical order      ["frozenset", 0, nodes]
    ["dict", id, key nodes, value nodes]   in insertion order
    ["sub", id, type, base node, fields]   instance of a subclass of a built-in, what the base holds, its own state
    ["obj", id, type, fields]              any other object by __dict__ and __slots__; fields: [[name, node], …] sorted
    ["val", id, type, nodes]               standard library and other known types by the parts that define them
    ["array", id, dtype, shape, bytes | nodes, base id]            numpy: C order; base = number of the owner of a view
    ["iter", id, type, nodes, end]         what it yields; end = None | "more" | the exception that ended it
    ["exc", id, type, args, notes, cause type, fields, where]      where = [file, line] of the innermost frame | None
    ["name", 0, kind, qualified name]      module, class, built-in or importable function
    ["func", 0, qualified name, digest of its code, closure nodes] lambda or nested function
    ["class", 0, qualified name, fields]   a class among the module's globals, with its data attributes
    ["ref", id]                            seen before, or to be found in the header's heap (too deep to nest)
    ["truncated", 0, digest, what, length] over the budget; equal digests mean equal values
    ["opaque", id, type, repr]             could not be looked into; addresses removed

    "#": {"known": numbers up to this one are objects that the caller of the target can hold,
          "before": True when they were numbered before the call (`remember`): equal numbers are the same object,
          "heap": [[id, node], …], "full": False when something was truncated}

Nothing here trusts the object: types are read with ``type``, contents with the built-in's own methods, so a subclass
that lies in ``__eq__``, ``__iter__`` or ``__class__`` is seen as it is. numpy, pandas and others are recognised through
``sys.modules`` and never imported. Nor does anything here import while it runs: foreign code may have put modules in.
"""

from __future__ import annotations

import sys
from _blake2 import blake2b
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from fasterpy.sandbox.child.portrait_iterators import drained
from fasterpy.sandbox.child.portrait_parts import (
    HIGH,
    LOW,
    digest,
    encode,
    plain,
    scrubbed,
    state_of,
    type_name,
    weight,
)

Node = Any
Handler = Callable[["Painter", Any, int], list[Any]]

BUDGET = 12_000_000
"""Bytes of a portrait before it is cut; below the sandbox's default output cap."""
MAX_DEPTH = 24
FIRST = ("args", "kwargs")

HANDLERS: dict[type, tuple[Handler, bool]] = {}
"""Exact type → (gives the node's tail after tag and id with the tag first, whether it has an identity)."""


class Painter:
    """Walks objects; remembers every one that has an identity, and keeps it alive so that numbers stay true."""

    def __init__(self, budget: int = BUDGET, *, drain: bool = True) -> None:
        self.left = budget
        self.drain = drain
        self.numbers: dict[int, int] = {}
        self.shown: set[int] = set()
        self.alive: list[Any] = []
        self.known = -1  # not fixed yet
        self.next = 1
        self.deep = 0
        self.full = True
        self.heap: list[list[Any]] = []
        self.todo: deque[tuple[int, Any]] = deque()

    # -------------------------------------------------------------------------------------------------- identities

    def number(self, x: Any) -> int:
        n = self.numbers.get(id(x))
        if n is None:
            n = self.numbers[id(x)] = self.next
            self.next += 1
            self.alive.append(x)
        return n

    def postpone(self, x: Any, identity: bool) -> list[Any]:
        """Too deep to nest: goes to the heap. Objects without identity get negative numbers there."""
        if identity:
            n = self.number(x)
            if n in self.shown:
                return ["ref", n]
        else:
            self.deep -= 1
            n = self.deep
            self.alive.append(x)
        self.shown.add(n)
        self.todo.append((n, x))
        return ["ref", n]

    # ------------------------------------------------------------------------------------------------------- nodes

    def visit(self, x: Any, depth: int = 0) -> Node:
        t = type(x)
        if t is int:
            return x if LOW <= x <= HIGH else ["int", 0, hex(x)]
        if t is float or t is bool or x is None:
            return x
        if t is str:
            return self.text(x)
        if t is bytes:
            return self.large(x, len(x))
        handler, identity, base = self.handler_of(t)
        if depth >= MAX_DEPTH:
            return self.postpone(x, identity)
        n = 0
        if identity:
            n = self.number(x)
            if n in self.shown:
                return ["ref", n]
            self.shown.add(n)
        return self.node(x, t, n, handler, base, depth)

    def node(self, x: Any, t: type, n: int, handler: Handler, base: type | None, depth: int) -> Node:
        self.left -= 12
        try:
            if base is None:
                tag, *rest = handler(self, x, depth)
                return [tag, n, *rest]
            tag, *rest = handler(self, x, depth + 1)
            if tag == "plain":  # a subclass of int, float, str or bytes: the base node is a scalar
                inner = rest[0]
            else:
                inner = [tag, 0, *rest]
            return ["sub", n, type_name(t), inner, self.fields(x, t, depth)]
        except RecursionError:
            raise
        except Exception:
            return ["opaque", n, type_name(t), scrubbed(x)]

    def handler_of(self, t: type) -> tuple[Handler, bool, type | None]:
        """Handler, whether instances have an identity, and the built-in base when ``t`` is a subclass of one."""
        exact = HANDLERS.get(t)
        if exact is not None:
            return exact[0], exact[1], None
        resolved = _types.resolve(t, HANDLERS)
        if resolved is not None:
            return resolved
        return _types.plain_object, True, None

    def fields(self, x: Any, t: type, depth: int) -> list[list[Any]]:
        """State of an instance by name: ``__dict__`` and every slot that is set."""
        return [[name, self.visit(value, depth + 1)] for name, value in state_of(x, t)]

    def text(self, x: str) -> Node:
        if not x.isascii():
            try:
                x.encode()
            except UnicodeEncodeError:
                return ["str", 0, self.large(x.encode("utf-8", "surrogatepass"), len(x))]
        return self.large(x, len(x)) if len(x) > 64 else x

    def large(self, leaf: Any, size: int) -> Node:
        """A flat leaf of about ``size`` bytes, or its digest when the budget is spent."""
        self.left -= size
        if self.left < 0 and size > 64:
            self.full = False
            return ["truncated", 0, digest(leaf), type(leaf).__name__, len(leaf)]
        return leaf

    def items(self, xs: list[Any] | tuple[Any, ...], depth: int) -> Node:
        """Nodes of a sequence; one C-speed pass when all are plain scalars."""
        if plain(xs):
            return self.large(xs, weight(xs))
        nodes: list[Node] = []
        visit = self.visit
        for i, x in enumerate(xs):
            if self.left < 0:
                return self.cut(xs, i, nodes, depth)
            nodes.append(visit(x, depth + 1))
        return nodes

    def cut(self, xs: Any, start: int, nodes: list[Node], depth: int) -> list[Node]:
        """The rest of a sequence as one digest, without keeping its nodes."""
        self.full = False
        hasher = blake2b(digest_size=16)
        for i in range(start, len(xs)):
            hasher.update(encode(self.visit(xs[i], depth + 1)))
        nodes.append(["truncated", 0, hasher.digest(), "rest", len(xs) - start])
        return nodes

    def flush(self) -> None:
        """Portray what was too deep to nest."""
        while self.todo:
            n, x = self.todo.popleft()
            t = type(x)
            handler, _identity, base = self.handler_of(t)
            node = self.node(x, t, n, handler, base, 0)
            if self.left < 0:
                self.full = False
                node = ["truncated", max(n, 0), digest(node), type_name(t), 1]
            self.heap.append([n, node])


def remember(values: Mapping[str, object]) -> Painter:
    """Number the objects that the caller holds before the call; give the result to ``portray`` as ``before``.

    It matters for results that were part of an argument (``return stack.pop()``). Only what is reachable from ``args``
    and ``kwargs`` counts as known. Iterators are not touched.
    """
    painter = Painter(budget=1 << 60, drain=False)
    _paint(painter, values)
    painter.shown.clear()
    painter.heap.clear()
    return painter


def portray(values: Mapping[str, object], budget: int = BUDGET, before: Painter | None = None) -> dict[str, Any]:
    """The values as plain data (module docstring); ``args`` and ``kwargs`` are visited first, then by name.

    Iterators that are the result are exhausted before anything else is looked at, so that what they do to the arguments
    on the way shows. Never raises for odd objects: what cannot be looked into is opaque.
    """
    painter = Painter() if before is None else before
    painter.left, painter.drain = budget, True
    values = {name: drained(painter, value) for name, value in values.items()} if "result" in values else dict(values)
    nodes = _paint(painter, values)
    nodes["#"] = {
        "known": painter.known,
        "before": before is not None,
        "heap": painter.heap,
        "full": painter.full,
    }
    return nodes


def _paint(painter: Painter, values: Mapping[str, object]) -> dict[str, Any]:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, 4000))  # foreign code may have left a tiny one
    try:
        nodes: dict[str, Any] = {}
        for name in [n for n in FIRST if n in values]:
            nodes[name] = painter.visit(values[name])
        painter.flush()
        if painter.known < 0:
            painter.known = painter.next - 1
        for name in sorted(n for n in values if n not in FIRST):
            if name == "globals":
                nodes[name] = _globals(painter, values[name])
            else:
                nodes[name] = painter.visit(values[name])
            painter.flush()
        return nodes
    finally:
        sys.setrecursionlimit(limit)


def _globals(painter: Painter, variables: Any) -> Node:
    """A module's variables; its classes with their data attributes, so that class-level counters show."""
    if type(variables) is not dict:
        return painter.visit(variables)
    keys, nodes = [], []
    for name, value in dict.items(variables):
        keys.append(name)
        if isinstance(value, type) and type.__getattribute__(value, "__module__") not in sys.stdlib_module_names:
            fields = [
                [k, painter.visit(v)]
                for k, v in sorted(type.__getattribute__(value, "__dict__").items())
                if not (k.startswith("__") and k.endswith("__"))
                and type(v) in (int, float, str, bytes, bool, list, dict, set, tuple)
            ]
            nodes.append(["class", 0, type_name(value), fields])
        else:
            nodes.append(painter.visit(value))
    return ["dict", 0, keys, nodes]


import fasterpy.sandbox.child.portrait_types as _types  # noqa: E402  (fills HANDLERS; needs the names above)

HANDLERS.update(_types.builtin_handlers())
