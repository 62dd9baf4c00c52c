"""What must hold for a loop's round to do anything, and how a comparison splits into an inner and an outer side."""

from __future__ import annotations

import ast
import copy
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

_NEGATED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.Eq, ast.NotEq: ast.NotEq, ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE,
}  # fmt: skip
SIGNS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}


@dataclass(frozen=True)
class Split:
    """``key op probe``: the key depends on the inner variables only, the probe not at all on them."""

    key: ast.expr
    op: type[ast.cmpop]
    probe: ast.expr


def names_in(node: ast.AST) -> set[str]:
    """All names that occur."""
    return {below.id for below in ast.walk(node) if isinstance(below, ast.Name)}


def conjuncts(test: ast.expr) -> Iterator[ast.expr]:
    """The parts of ``a and b`` and of ``a < b < c`` that all must hold."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        for value in test.values:
            yield from conjuncts(value)
    elif isinstance(test, ast.Compare) and len(test.ops) > 1:
        left = test.left
        for op, right in zip(test.ops, test.comparators, strict=True):
            yield ast.Compare(left, [op], [right])
            left = right
    elif isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        yield from negated(test.operand)
    else:
        yield test


def negated(test: ast.expr) -> list[ast.expr]:
    """Parts that all must hold when ``test`` does not."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return list(conjuncts(operand))
        case ast.BoolOp(op=ast.Or(), values=values):
            return [part for value in values for part in negated(value)]
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return [ast.Compare(left, [_NEGATED[type(op)]()], [right])]
    return [ast.UnaryOp(ast.Not(), test)]


def split(test: ast.expr, inner: Collection[str]) -> Split | None:
    """Solve a comparison for what depends on ``inner``: ``a[i] + a[j] == t`` gives ``a[j] == t - a[i]``."""
    match test:
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _FLIPPED:
            kind = type(op)
        case _:
            return None
    sides = [bool(names_in(side) & set(inner)) for side in (left, right)]
    if sides == [False, False]:
        return None
    if sides == [False, True]:
        left, right, kind = right, left, _FLIPPED[kind]
        sides = [True, False]
    if sides == [True, False]:
        if _only(left, inner):
            return Split(left, kind, right)
        special = _cyclic(left, kind, right, inner)
        if special:
            return special
    mine: list[tuple[int, ast.expr]] = []
    others: list[tuple[int, ast.expr]] = []
    for sign, term in (*terms(left), *((-sign, term) for sign, term in terms(right))):
        (mine if names_in(term) & set(inner) else others).append((sign, term))
    if not mine:
        return None
    if all(sign < 0 for sign, _ in mine):
        kind = _FLIPPED[kind]
        mine = [(-sign, term) for sign, term in mine]
    else:
        others = [(-sign, term) for sign, term in others]
    return Split(total(mine), kind, total(others))


def _only(node: ast.expr, inner: Collection[str]) -> bool:
    """No term of a sum is free of the inner names."""
    return all(names_in(term) & set(inner) or isinstance(term, ast.Constant) for _, term in terms(node)) and not (
        isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod | ast.BitXor) and _mixed(node, inner)
    )


def _mixed(node: ast.BinOp, inner: Collection[str]) -> bool:
    parts = terms(node.left) if isinstance(node.op, ast.Mod) else [(1, node.left), (1, node.right)]
    return any(not names_in(term) & set(inner) for _, term in parts)


def _cyclic(left: ast.expr, kind: type[ast.cmpop], right: ast.expr, inner: Collection[str]) -> Split | None:
    """``(x + y) % m == r`` and ``x ^ y == r``."""
    if kind is not ast.Eq or not isinstance(left, ast.BinOp):
        return None
    if isinstance(left.op, ast.BitXor):
        one, two = left.left, left.right
        if names_in(one) & set(inner):
            one, two = two, one
        if names_in(one) & set(inner) or not names_in(two) & set(inner):
            return None
        return Split(two, kind, ast.BinOp(one, ast.BitXor(), right))
    if isinstance(left.op, ast.Mod) and not names_in(left.right) & set(inner):
        mine = [(sign, term) for sign, term in terms(left.left) if names_in(term) & set(inner)]
        rest = [(-sign, term) for sign, term in terms(left.left) if not names_in(term) & set(inner)]
        if mine and rest:
            probe = total([(1, right), *rest])
            return Split(ast.BinOp(total(mine), ast.Mod(), left.right), kind, ast.BinOp(probe, ast.Mod(), left.right))
    return None


def terms(node: ast.expr, sign: int = 1) -> list[tuple[int, ast.expr]]:
    """The summands of an expression with their signs."""
    match node:
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return terms(left, sign) + terms(right, sign)
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return terms(left, sign) + terms(right, -sign)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return terms(operand, -sign)
    return [(sign, node)]


def total(parts: Sequence[tuple[int, ast.expr]]) -> ast.expr:
    """The sum of signed terms as an expression, with its whole numbers added up."""
    kept = [part for part in parts if not _whole_number(part[1])]
    number = sum(sign * part.value for sign, part in parts if _whole_number(part))  # type: ignore[attr-defined]
    kept.sort(key=lambda part: part[0] < 0)
    if number:
        kept.append((1 if number > 0 else -1, ast.Constant(abs(number))))
    result: ast.expr | None = None
    for sign, term in kept:
        if result is None:
            result = term if sign > 0 else ast.UnaryOp(ast.USub(), term)
        else:
            result = ast.BinOp(result, ast.Add() if sign > 0 else ast.Sub(), term)
    return result if result is not None else ast.Constant(0)


def _whole_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int


class _Renamer(ast.NodeTransformer):
    def __init__(self, values: dict[str, ast.expr]) -> None:
        self.values = values

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return copy.deepcopy(self.values.get(node.id, node))


_Node = TypeVar("_Node", bound=ast.AST)


def substituted(node: _Node, values: dict[str, ast.expr]) -> _Node:
    """A copy in which names stand for other expressions."""
    fresh: _Node = _Renamer(values).visit(copy.deepcopy(node))
    return fresh


def named(node: _Node, words: str, name: str) -> _Node:
    """A copy in which a name stands for every expression that is spelled like ``words``."""
    fresh: _Node = _Named(words, name).visit(copy.deepcopy(node))
    return fresh


class _Named(ast.NodeTransformer):
    def __init__(self, words: str, name: str) -> None:
        self.words, self.name = words, name

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.expr) and ast.unparse(node) == self.words:
            return ast.Name(self.name, ast.Load())
        return super().generic_visit(node)


def text(node: ast.AST) -> str:
    """The expression on one line, as ``ast`` writes it."""
    return ast.unparse(ast.fix_missing_locations(node) if isinstance(node, ast.expr) else node)


def same(first: ast.AST, second: ast.AST) -> bool:
    """Whether two expressions are spelled alike."""
    return ast.dump(first) == ast.dump(second)
