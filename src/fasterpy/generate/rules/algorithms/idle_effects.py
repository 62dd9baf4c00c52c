"""Whether statements do nothing when a value is 0 (sums) or infinite (minima and maxima)."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import text


@dataclass(frozen=True)
class Idle:
    """A kind of value that changes nothing."""

    filler: str
    """``0``, ``+`` (infinity) or ``-`` (its negative)."""
    keeps: str
    """The builtin that prefers anything else; empty for sums."""


IDLE = (Idle("0", ""), Idle("+", "min"), Idle("-", "max"))


def effects(body: Iterable[ast.stmt]) -> Iterator[ast.Assign | ast.AugAssign]:
    """Assignments to cells, those of inner loops and branches among them."""
    for stmt in body:
        for node in ast.walk(stmt):
            target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            if isinstance(node, ast.Assign | ast.AugAssign) and isinstance(target, ast.Subscript):
                yield node


def is_idle(
    module: ParsedModule, stmt: ast.stmt, kind: Idle, word: str, known: ast.Assign | None, deep: int = 0
) -> bool:
    """Whether a statement changes nothing but names of the round when the value ``word`` is idle."""
    if stmt is known:
        return True
    match stmt:
        case ast.For(orelse=[]):
            return module.is_pure(stmt.iter) and all(
                is_idle(module, one, kind, word, known, deep + 1) for one in stmt.body
            )
        case ast.If(test=test):
            if kind.keeps and is_better(stmt, kind, word):
                return True
            inner = [*stmt.body, *stmt.orelse]
            return module.is_pure(test) and all(is_idle(module, one, kind, word, known, deep) for one in inner)
        case ast.Assign(targets=[ast.Name()], value=value):
            return module.is_pure(value)
        case ast.Assign(targets=[ast.Subscript() as cell], value=value):
            return module.is_pure(cell.slice) and _kept(value, text(cell), kind, word)
        case ast.AugAssign(target=ast.Subscript() as cell, op=op, value=value) if not kind.keeps:
            if not module.is_pure(cell.slice) or not module.is_pure(value):
                return False
            # Remainders are taken of cells that are remainders already.
            return isinstance(op, ast.Mod) or (isinstance(op, ast.Add | ast.Sub | ast.BitOr) and _nothing(value, word))
        case ast.Continue() | ast.Pass():
            return True
        case ast.Break():
            return deep > 0
    return False


def _kept(value: ast.expr, cell: str, kind: Idle, word: str) -> bool:
    """Whether a cell is assigned what it holds."""
    match value:
        case ast.Call(func=ast.Name(id=name), args=[one, other], keywords=[]) if name == kind.keeps:
            rest = other if text(one) == cell else one if text(other) == cell else None
            return rest is not None and _endless(rest, word)
        case ast.BinOp(op=ast.Mod(), left=left) if not kind.keeps:
            return _kept(left, cell, kind, word)
        case ast.BinOp(op=ast.Add() | ast.Sub(), left=left, right=right) if not kind.keeps:
            if _kept(left, cell, kind, word) and _nothing(right, word):
                return True
            return isinstance(value.op, ast.Add) and text(right) == cell and _nothing(left, word)
    return not kind.keeps and text(value) == cell


def is_better(stmt: ast.If, kind: Idle, word: str) -> bool:
    """``if value + c < cell: cell = value + c``."""
    match stmt:
        case ast.If(
            test=ast.Compare(left=left, ops=[sign], comparators=[right]),
            body=[ast.Assign(targets=[ast.Subscript() as cell], value=value)],
            orelse=[],
        ):
            below = isinstance(sign, ast.Lt if kind.keeps == "min" else ast.Gt)
            above = isinstance(sign, ast.Gt if kind.keeps == "min" else ast.Lt)
            smaller, larger = (left, right) if below else (right, left)
            fits = (below or above) and text(smaller) == text(value) and text(larger) == text(cell)
            return fits and _endless(value, word)
    return False


def _nothing(value: ast.expr, word: str) -> bool:
    """Whether a value is 0 when ``word`` is."""
    if text(value) == word:
        return True
    match value:
        case ast.BinOp(left=left, op=ast.Mult() | ast.BitAnd(), right=right):
            return _nothing(left, word) or _nothing(right, word)
        case ast.BinOp(left=left, op=ast.Mod() | ast.FloorDiv() | ast.Div() | ast.LShift() | ast.RShift()):
            return _nothing(left, word)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
            return _nothing(left, word) and _nothing(right, word)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _nothing(operand, word)
    return False


def _endless(value: ast.expr, word: str) -> bool:
    """Whether a value is infinite when ``word`` is."""
    if text(value) == word:
        return True
    match value:
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _endless(left, word) or _endless(right, word)
        case ast.BinOp(left=left, op=ast.Sub()):
            return _endless(left, word)
    return False
