"""Tables of one column or of one row, which numpy pairs with every column or row of another table."""

from __future__ import annotations

import ast

from fasterpy.generate.rules.programs.arrays.shapes import Shapes, is_new
from fasterpy.generate.rules.programs.arrays.ufuncs import UFUNCS


def column_of(shapes: Shapes, node: ast.expr) -> ast.expr | None:
    """``x`` for ``x[:, None]`` and ``x.reshape(-1, 1)`` of a vector."""
    match node:
        case ast.Subscript(value=value, slice=ast.Tuple(elts=[ast.Slice() as first, second])):
            if is_new(shapes, second) and shapes.of(value) == 1 and _all(first):
                return value
        case ast.Call(func=ast.Attribute(attr="reshape", value=value)) if shapes.of(value) == 1:
            return value if orientation(shapes, node) == "column" else None
    return None


def row_of(shapes: Shapes, node: ast.expr) -> ast.expr | None:
    """``x`` for ``x[None, :]`` and ``x.reshape(1, -1)`` of a vector."""
    match node:
        case ast.Subscript(value=value, slice=ast.Tuple(elts=[first, ast.Slice() as second])):
            if is_new(shapes, first) and shapes.of(value) == 1 and _all(second):
                return value
        case ast.Subscript(value=value, slice=part) if is_new(shapes, part) and shapes.of(value) == 1:
            return value
        case ast.Call(func=ast.Attribute(attr="reshape", value=value)) if shapes.of(value) == 1:
            return value if orientation(shapes, node) == "row" else None
    return None


def _all(part: ast.Slice) -> bool:
    return part.lower is None and part.upper is None and part.step is None


def orientation(shapes: Shapes, node: ast.expr) -> str:
    """``column`` or ``row`` for a table that has only one; empty for others."""
    if shapes.rank(node) == 1:
        return "row"
    match node:
        case ast.Name():
            for word in ("column", "row"):
                if shapes.flow.all_bound(node, _Is(shapes, word)):
                    return word
        case ast.Subscript(value=value, slice=part):
            return _taken(shapes, value, part)
        case ast.UnaryOp(operand=operand):
            return orientation(shapes, operand)
        case ast.BinOp(left=left, right=right) | ast.Compare(left=left, comparators=[right]):
            return _together(shapes, [left, right])
        case ast.Attribute(attr="T", value=value):
            return {"column": "row", "row": "column"}.get(orientation(shapes, value), "")
        case ast.Call():
            return _called(shapes, node)
    return ""


def _taken(shapes: Shapes, value: ast.expr, part: ast.expr) -> str:
    """What an index leaves of a table; numbers take a dimension away."""
    parts = part.elts if isinstance(part, ast.Tuple) else [part]
    left = [one for one in parts if isinstance(one, ast.Slice) or is_new(shapes, one) or shapes.rank(one)]
    if len(left) > 1 and (is_new(shapes, left[1]) or _single(left[1])):
        return "column"
    if left and (is_new(shapes, left[0]) or _single(left[0])):
        return "row"
    return orientation(shapes, value) if all(isinstance(one, ast.Slice) for one in parts) else ""


class _Is:
    """Whether an expression has an orientation, as a function with a name."""

    def __init__(self, shapes: Shapes, word: str) -> None:
        self.shapes, self.__name__ = shapes, word

    def __call__(self, value: ast.expr) -> bool:
        return self.shapes.of(value) == 2 and orientation(self.shapes, value) == self.__name__


def _single(part: ast.expr) -> bool:
    """``:1`` and ``i:i + 1``."""
    if not isinstance(part, ast.Slice) or part.upper is None:
        return False
    low, high = ast.unparse(part.lower) if part.lower else "0", ast.unparse(part.upper)
    return (low, high) in (("0", "1"), ("1", "2")) or high == f"{low} + 1"


def _together(shapes: Shapes, parts: list[ast.expr]) -> str:
    found = {orientation(shapes, part) for part in parts if shapes.rank(part)}
    return found.pop() if len(found) == 1 else ""


def _called(shapes: Shapes, node: ast.Call) -> str:
    call = shapes.call(node)
    if call is None:
        return ""
    if call.name in UFUNCS:
        return _together(shapes, [value for name, value in call.given.items() if name not in ("out", "dtype")])
    if call.get("keepdims") is not None:
        return {1: "column", 0: "row"}.get(call.axis(2) or 0, "") if call.get("axis") is not None else ""
    if call.name == "expand_dims":
        return "row" if ast.unparse(call["axis"]) == "0" else "column"
    if call.name in ("astype", "copy"):
        return orientation(shapes, call["a"])
    if call.name in ("reshape", "zeros", "ones", "full", "empty"):
        sizes = [value for name, value in call.given.items() if name.startswith("shape")] or node.args
        if len(sizes) == 1 and isinstance(sizes[0], ast.Tuple | ast.List):
            sizes = list(sizes[0].elts)
        texts = list(map(ast.unparse, sizes))[-2:]
        return "column" if texts[1:] == ["1"] else "row" if texts[0] == "1" else ""
    if call.name == "array" and isinstance(call["object"], ast.List):
        if all(isinstance(row, ast.List) and len(row.elts) == 1 for row in call["object"].elts):
            return "column"
        return "row" if len(call["object"].elts) == 1 and shapes.of(node) == 2 else ""
    return ""


def unknown(shapes: Shapes, node: ast.expr) -> bool:
    """Whether a table comes from where its orientation is not seen: a parameter."""
    if not isinstance(node, ast.Name):
        return False
    scope = shapes.module.scopes.owner(node)
    return scope is not None and any(isinstance(one, ast.arg) for one in scope.bindings.get(node.id, []))
