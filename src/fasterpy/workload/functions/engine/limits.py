"""The range in which a number must lie: ``if not 0 <= hour < 24: raise ValueError``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_BELOW = {ast.Lt: -1, ast.LtE: 0}
_ABOVE = {ast.Gt: 1, ast.GtE: 0}
_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE,
}  # fmt: skip


def limits(value: ast.expr, function: ast.AST) -> tuple[int, int] | None:
    """Least and greatest that the function lets pass of what it assigns from ``value``; None where it does not say."""
    name = _bound(value, function)
    if not name:
        return None
    low, high = 0, None
    for node in ast.walk(function):
        if isinstance(node, ast.If) and node.body and isinstance(node.body[-1], ast.Raise):
            for least, most in _passing(node.test, name):
                low = least if least is not None else low
                high = most if most is not None else high
    return (low, high) if high is not None and high >= low else None


def _bound(value: ast.expr, function: ast.AST) -> str:
    for node in ast.walk(function):
        if not isinstance(node, ast.Assign) or len(node.targets) != 1:
            continue
        target = node.targets[0]
        if node.value is value and isinstance(target, ast.Name):
            return target.id
        if isinstance(node.value, ast.Tuple) and isinstance(target, ast.Tuple) and value in node.value.elts:
            if len(target.elts) == len(node.value.elts):
                part = target.elts[node.value.elts.index(value)]
                return part.id if isinstance(part, ast.Name) else ""
    return ""


def _passing(test: ast.expr, name: str, holds: bool = False) -> Iterator[tuple[int | None, int | None]]:
    """(least, most) of the name where the test does not hold, or where it does."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        yield from _passing(test.operand, name, not holds)
    elif isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And if holds else ast.Or):
        for part in test.values:
            yield from _passing(part, name, holds)
    elif isinstance(test, ast.Compare):
        sides = [test.left, *test.comparators]
        if len(test.ops) > 1 and not holds:
            return
        for left, op, right in zip(sides, test.ops, sides[1:], strict=False):
            yield _compared(left, op, right, name, holds)


def _compared(left: ast.expr, op: ast.cmpop, right: ast.expr, name: str, holds: bool) -> tuple[int | None, int | None]:
    kind: type[ast.cmpop] = type(op)
    if isinstance(right, ast.Name) and right.id == name:
        turned: dict[type[ast.cmpop], type[ast.cmpop]] = {
            ast.Lt: ast.Gt,
            ast.LtE: ast.GtE,
            ast.Gt: ast.Lt,
            ast.GtE: ast.LtE,
        }
        left, right, kind = right, left, turned.get(kind, kind)
    if not (
        isinstance(left, ast.Name) and left.id == name and isinstance(right, ast.Constant) and type(right.value) is int
    ):
        return None, None
    if not holds:
        kind = {ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt}.get(kind, kind)
    if kind in _BELOW:
        return None, right.value + _BELOW[kind]
    return (right.value + _ABOVE[kind], None) if kind in _ABOVE else (None, None)
