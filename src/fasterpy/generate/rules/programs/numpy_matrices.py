"""Plain Python for what numpy does with tables and along an axis: lists of rows."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from fasterpy.generate.rules.programs.numpy_shapes import ALONG, Unsupported, axis_of

if TYPE_CHECKING:
    from fasterpy.generate.rules.programs.numpy_translate import Translator

_WHOLE = {"sum": "sum", "max": "max", "min": "min", "amax": "max", "amin": "min", "all": "all", "any": "any"}


def elementwise(to: Translator, node: ast.expr) -> str:
    """``[[v * 2 for v in row] for row in a]`` for ``a * 2``; a vector is used for every row."""
    if to.shapes.of(node) != 2:
        raise Unsupported("dimensions")
    parts: dict[str, str] = {}
    scalars: dict[str, str] = {}
    body = to.element(node, parts, scalars)
    rows = {text: name for text, name in parts.items() if to.depths[text] == 2}
    inner = [(name, f"{name}_row" if text in rows else text) for text, name in parts.items()]
    binding = "".join(f"for {name} in [{text}] " for text, name in scalars.items())
    outer = [(f"{name}_row", text) for text, name in rows.items()]
    return f"[[{body} {_side_by_side(inner)}] {binding}{_side_by_side(outer)}]"


def _side_by_side(pairs: list[tuple[str, str]]) -> str:
    if len(pairs) == 1:
        return f"for {pairs[0][0]} in {pairs[0][1]}"
    return f"for {', '.join(name for name, _ in pairs)} in zip({', '.join(text for _, text in pairs)})"


def reduced(to: Translator, name: str, value: ast.expr) -> str:
    """A number from a table."""
    text = to.text(value)
    if name in _WHOLE:
        return f"{_WHOLE[name]}(map({_WHOLE[name]}, {text}))"
    if name == "count_nonzero":
        return f"sum([1 for row in {text} for x in row if x])"
    raise Unsupported(name)


def along(to: Translator, name: str, value: ast.expr, node: ast.Call) -> str | None:
    """A function that was told an axis; None when it was not, or when a vector has no other one."""
    if name not in ALONG:
        return None
    axis = axis_of(node, method=isinstance(node.func, ast.Attribute) and node.func.value is value)
    if axis is None or to.shapes.rank(value) < 2:
        return None
    text = to.text(value)
    down = axis == 0
    lines = f"zip(*{text})" if down else text
    if name in _WHOLE:
        return f"[{_WHOLE[name]}(line) for line in {lines}]"
    if name in ("mean", "average"):
        return f"[sum(line) / len(line) for line in {lines}]"
    if name == "cumsum":
        accumulate = to.need("itertools", "accumulate")
        sums = f"[list({accumulate}(line)) for line in {lines}]"
        return f"list(map(list, zip(*{sums})))" if down else sums
    raise Unsupported(name)


def reshaped(to: Translator, value: ast.expr, sizes: list[ast.expr]) -> str:
    """``v.reshape(-1, 2)``: rows of a vector."""
    if to.shapes.of(value) != 1 or len(sizes) != 2 or not isinstance(value, ast.Name | ast.Subscript):
        raise Unsupported("reshape")
    text, width = to.atom(value), to.atom(sizes[1])
    name = to.variable
    if isinstance(sizes[1], ast.UnaryOp) or not isinstance(sizes[1], ast.Constant | ast.Name):
        raise Unsupported("reshape")
    return f"[{text}[{name}:{name} + {width}] for {name} in range(0, len({text}), {width})]"


def product(to: Translator, left: ast.expr, right: ast.expr) -> str:
    """``np.dot`` of a vector and a table."""
    ranks = to.shapes.rank(left), to.shapes.rank(right)
    if ranks not in ((1, 2), (2, 1)):
        raise Unsupported("dot")
    vector, table = (left, right) if ranks == (1, 2) else (right, left)
    lines = f"zip(*{to.text(table)})" if ranks == (1, 2) else to.text(table)
    return f"[sum([x * y for x, y in zip(line, {to.text(vector)})]) for line in {lines}]"
