"""Names of a program that are the ends of a range, by how it computes with them, and lengths that it asks about."""

from __future__ import annotations

import ast
import copy

from .hints import named, whole

Ends = tuple[str, str]
_LONGEST = 20_000


def ranges(tree: ast.Module) -> dict[Ends, list[int]]:
    """``(low, high)`` to the lengths ``high - low`` at which the program decides.

    Ends are in ``f(high) - f(low - 1)`` and ``f(high + 1) - f(low)``, which count what lies between, and in comparisons
    of ``high - low`` with a number.
    """
    found: dict[Ends, list[int]] = {}
    numbers = named(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
            for ends in _counted(node):
                found.setdefault(ends, [])
        elif isinstance(node, ast.Compare) and len(node.ops) == 1:
            for side, other in ((node.left, node.comparators[0]), (node.comparators[0], node.left)):
                length, difference = whole(other, numbers), _difference(side)
                if difference is not None and length is not None and 1 < length - difference[1] <= _LONGEST:
                    found.setdefault(difference[0], []).append(length - difference[1])
    return found


def _difference(node: ast.expr) -> tuple[Ends, int] | None:
    """The ends and the number added in ``high - low``, ``high - low + 1``."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub) and isinstance(node.right, ast.Constant):
        inner = _difference(node.left)
        if inner is None or type(node.right.value) is not int:
            return None
        return inner[0], inner[1] + (node.right.value if isinstance(node.op, ast.Add) else -node.right.value)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
        if isinstance(node.left, ast.Name) and isinstance(node.right, ast.Name):
            return (node.right.id, node.left.id), 0
    return None


def _counted(node: ast.BinOp) -> list[Ends]:
    """Ends of ``f(high) - f(low - 1)`` and ``f(high + 1) - f(low)``."""
    highs, lows = _names(node.left), _names(node.right)
    return [
        (low, high)
        for high in highs
        for low in lows
        if low != high
        and (
            _with_hole(node.left, high, None) == _with_hole(node.right, low, ast.Sub)
            or _with_hole(node.left, high, ast.Add) == _with_hole(node.right, low, None)
        )
    ]


def _names(node: ast.expr) -> list[str]:
    return [inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)]


def _with_hole(node: ast.expr, name: str, op: type[ast.operator] | None) -> str:
    """The expression with a hole for the name, or for the name with one added or taken away."""
    return ast.dump(_Hole(name, op).visit(copy.deepcopy(node)))


class _Hole(ast.NodeTransformer):
    def __init__(self, name: str, op: type[ast.operator] | None) -> None:
        self.name = name
        self.op = op

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Name("_", ast.Load()) if self.op is None and node.id == self.name else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        one = isinstance(node.right, ast.Constant) and node.right.value == 1
        if one and self.op is not None and isinstance(node.op, self.op) and getattr(node.left, "id", "") == self.name:
            return ast.Name("_", ast.Load())
        self.generic_visit(node)
        return node
