"""Arguments as the expression of a call writes them, without evaluating anything."""

from __future__ import annotations

import ast
from contextlib import suppress
from typing import Any

_TIMES = 10_000
_WRAPPERS = frozenset({"list", "tuple", "sorted", "iter", "deque"})


def arguments(expression: str, names: list[str]) -> dict[str, Any]:
    """Parameter → value, of those that are written out; ``names``: the parameters in order, without ``self``.

    A method's call writes the object first, which is skipped by giving "" as the first name.
    """
    found: dict[str, Any] = {}
    for name, node in nodes(expression, names).items():
        try:
            found[name] = _value(node)
        except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
            continue
    return found


def nodes(expression: str, names: list[str]) -> dict[str, ast.expr]:
    """Parameter → what is written for it; names as for ``arguments``."""
    match _parsed(expression):
        case ast.Tuple(elts=[ast.Tuple(elts=placed), ast.Dict(keys=keys, values=values)]):
            pass
        case _:
            return {}
    found: dict[str, ast.expr] = dict(zip(names, placed, strict=False))
    for key, value in zip(keys, values, strict=True):
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            found[key.value] = value
    found.pop("", None)
    return found


def _parsed(expression: str) -> ast.expr | None:
    for _ in range(3):  # two threads that parse at once can end in a SystemError (see fasterpy.syntax)
        with suppress(SystemError):
            try:
                return ast.parse(expression, mode="eval").body
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                return None
    return None


def _value(node: ast.expr) -> Any:
    """Of ``sorted([3, 1], key=…)`` it is not known in which order, so that only the plain call is read."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "array" and node.args:
        return _value(node.args[0])  # its numbers, whatever their shape
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 1 and not node.keywords:
        if node.func.id in _WRAPPERS:
            inner = _value(node.args[0])
            return sorted(inner) if node.func.id == "sorted" else inner
    match node:  # ``(items * 40)[:150]``
        case ast.Subscript(
            value=whole, slice=ast.Slice(lower=None, upper=ast.Constant(value=int() as most), step=None)
        ):
            return _value(whole)[:most]
        case ast.BinOp(left=ast.List() as items, op=ast.Mult(), right=ast.Constant(value=int() as times)):
            return ast.literal_eval(_Plain().visit(items)) * min(times, _TIMES)
    return ast.literal_eval(_Plain().visit(node))


class _Plain(ast.NodeTransformer):
    """Numbers as constants: ``inf`` and ``nan`` are names where calls are written."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Constant(float(node.id)) if node.id in ("inf", "nan") else node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        """``--1``, as a probe writes it."""
        inner = self.visit(node.operand)
        match node.op, inner:
            case ast.USub(), ast.Constant(value=int() | float() as number):
                return ast.Constant(-number)
        return ast.UnaryOp(node.op, inner)
