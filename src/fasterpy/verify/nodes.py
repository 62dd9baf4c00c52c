"""Portraits seen from outside: what type a node shows, where its children are, how it reads (grammar: `portrait`)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

import numpy as np

Node = Any
Header = dict[str, Any]

NUMBERED = ("list", "set", "dict", "bytearray", "sub", "obj", "val", "array")
"""Tags of nodes whose objects have an identity."""
NO_HEADER: Header = {"known": 0, "before": False, "heap": [], "full": True}


def header(portrait: Any) -> Header:
    """The header of what ``portray`` gave; an empty one when there is none."""
    found = portrait.get("#") if isinstance(portrait, dict) else None
    return found if isinstance(found, dict) else NO_HEADER


def tag(node: Node) -> str:
    """The node's tag, or the type name of a scalar."""
    return str(node[0]) if isinstance(node, list | tuple) and node else type(node).__name__


def kind(node: Node) -> str:
    """Name of the type of the value that the node shows."""
    t = tag(node)
    if t in ("sub", "obj", "val", "iter", "exc", "opaque"):
        return str(node[2])
    if t == "array":
        return f"numpy.ndarray[{node[2]}]"
    if t in ("name", "func", "class"):
        return str(node[2]) if t == "name" else {"func": "function", "class": "class"}[t]
    if t == "truncated":
        return str(node[3])
    return t


def array_of(node: Node) -> np.ndarray[Any, Any] | None:
    """The array of an ``array`` node or numpy scalar, or None when it holds objects or is truncated."""
    dtype, shape, data = (node[2], node[3], node[4]) if node[0] == "array" else (node[3][0], [], node[3][1])
    if not isinstance(data, bytes):
        return None
    try:
        parsed = np.dtype(ast.literal_eval(dtype) if dtype.startswith("[") else dtype)
        return np.frombuffer(data, dtype=parsed).reshape(shape)
    except (ValueError, TypeError, SyntaxError):
        return None


def is_numpy_scalar(node: Node) -> bool:
    """Whether a ``val`` node is a numpy scalar with its bytes."""
    return (
        node[0] == "val"
        and str(node[2]).startswith("numpy.")
        and len(node[3]) == 2
        and isinstance(node[3][0], str)
        and isinstance(node[3][1], bytes)
    )


def children(node: Node) -> Iterator[Node]:
    """The nodes directly inside a node; never mistakes a list of strings for one."""
    if not isinstance(node, list | tuple) or not node:
        return
    t = node[0]
    if t in ("list", "tuple", "set", "frozenset"):
        yield from _many(node[2])
    elif t == "dict":
        yield from _many(node[2])
        yield from _many(node[3])
    elif t == "sub":
        yield node[3]
        yield from (value for _name, value in node[4])
    elif t in ("obj", "class"):
        yield from (value for _name, value in node[3])
    elif t in ("val", "iter"):
        yield from _many(node[3])
        if t == "iter":
            yield node[4]
    elif t == "exc":
        yield from _many(node[3])
        yield from (value for _name, value in node[6])
    elif t == "array" or t == "func":
        yield from _many(node[4])


def _many(nodes: Any) -> Iterator[Node]:
    """Nodes of a sequence unless it was replaced by a digest or bytes."""
    if isinstance(nodes, list | tuple) and not (len(nodes) == 5 and nodes[0] == "truncated" and nodes[1] == 0):
        yield from (node for node in nodes if isinstance(node, list | tuple))


def render(node: Node, portrait: Any = None, limit: int = 400) -> str:
    """The value in Python's own notation, as far as there is one; at most about ``limit`` characters."""
    text = _Renderer(dict(header(portrait)["heap"]), limit).show(node, 0)
    return text if len(text) <= limit else text[: limit - 1] + "…"


class _Renderer:
    def __init__(self, heap: dict[int, Node], limit: int) -> None:
        self.heap, self.limit, self.spent = heap, limit, 0

    def many(self, nodes: Any, depth: int) -> str:
        if tag(nodes) == "truncated":
            return f"… {nodes[4]} items"
        shown: list[str] = []
        for node in nodes:
            if self.spent > self.limit or depth > 12:
                shown.append("…")
                break
            shown.append(self.show(node, depth + 1))
            self.spent += len(shown[-1]) + 2
        return ", ".join(shown)

    def fields(self, fields: Any, depth: int) -> str:
        return ", ".join(f"{name}={self.show(node, depth + 1)}" for name, node in fields)

    def show(self, node: Node, depth: int) -> str:
        if not isinstance(node, list | tuple):
            return repr(node) if not isinstance(node, str | bytes) or len(node) <= 200 else repr(node[:200]) + "…"
        t = node[0]
        if t == "ref":
            inner = self.heap.get(node[1])
            return "…" if inner is None or depth > 12 else self.show(inner, depth + 1)
        if t == "list":
            return f"[{self.many(node[2], depth)}]"
        if t == "tuple":
            return f"({self.many(node[2], depth)}{',' if len(node[2]) == 1 else ''})"
        if t in ("set", "frozenset"):
            inside = self.many(node[2], depth)
            body = f"{{{inside}}}" if inside else "set()"
            return body if t == "set" else f"frozenset({body if inside else ''})"
        if t == "dict":
            return self._dict(node, depth)
        return self._other(t, node, depth)

    def _dict(self, node: Node, depth: int) -> str:
        if tag(node[2]) == "truncated":
            return f"{{… {node[2][4]} items}}"
        pairs = []
        values = node[3] if tag(node[3]) != "truncated" else [None] * len(node[2])
        for k, v in zip(node[2], values, strict=False):
            if self.spent > self.limit:
                pairs.append("…")
                break
            pairs.append(f"{self.show(k, depth + 1)}: {self.show(v, depth + 1)}")
            self.spent += len(pairs[-1]) + 2
        return f"{{{', '.join(pairs)}}}"

    def _other(self, t: str, node: Node, depth: int) -> str:
        if t == "int":
            return str(int(node[2], 16)) if len(node[2]) < 2000 else node[2][:50] + "…"
        if t == "complex":
            return repr(complex(node[2], node[3]))
        if t == "str":
            return repr(node[2].decode("utf-8", "surrogatepass"))
        if t == "bytearray":
            return f"bytearray({self.show(node[2], depth)})"
        if t == "sub":
            fields = self.fields(node[4], depth)
            return f"{node[2]}({self.show(node[3], depth + 1)}{', ' + fields if fields else ''})"
        if t == "obj":
            return f"{node[2]}({self.fields(node[3], depth)})"
        if t == "val":
            array = array_of(node) if is_numpy_scalar(node) else None
            return f"{node[2]}({self.many(node[3], depth) if array is None else array.item()!r})"
        if t == "array":
            return self._array(node, depth)
        if t == "iter":
            end = node[4]
            after = "" if end is None else ", …" if end == "more" else f", then raises {self.show(end, depth + 1)}"
            return f"{node[2]} yielding [{self.many(node[3], depth)}{after}]"
        if t == "exc":
            return f"{node[2]}({self.many(node[3], depth)})"
        if t == "name":
            return f"<{node[2]} {node[3]}>"
        if t in ("func", "class"):
            return f"<{t} {node[2]}>"
        if t == "truncated":
            return f"<{node[3]} of length {node[4]}>"
        return f"<{t} {node[2]}>" if len(node) > 2 else f"<{t}>"

    def _array(self, node: Node, depth: int) -> str:
        array = array_of(node)
        if array is None:
            return f"array([{self.many(node[4], depth)}], dtype={node[2]})" if isinstance(node[4], list) else "array(…)"
        return f"array({np.array2string(array, separator=', ', threshold=60)}, dtype={array.dtype})"
