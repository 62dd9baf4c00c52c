"""All pairs in both orders, of which each says the same twice → each pair once."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class HalfPairs(Rule):
    """What is asked of (i, j) and of (j, i) is the same: half of the rounds are enough."""

    name = "half-pairs"
    pattern = "pair-scan-hashing"
    summary = "Look at each pair once: what is asked of it does not depend on the order."
    gain = 1.9
    risk = Risk.LIKELY
    order = 22

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for outer in scope.nodes(ast.For):
            match outer:
                case ast.For(
                    target=ast.Name(id=i),
                    iter=ast.Call(func=ast.Name(id="range"), args=[end]),
                    body=[
                        ast.For(
                            target=ast.Name(id=j),
                            iter=ast.Call(func=ast.Name(id="range"), args=[again]),
                            body=[ast.If(test=test, body=body, orelse=[]) as guard],
                            orelse=[],
                        ) as inner
                    ],
                ) if i != j and ast.unparse(end) == ast.unparse(again):
                    pass
                case _:
                    continue
            rest = _without(test, i, j)
            if rest is None or not owns_line(module, inner) or not owns_line(module, guard):
                continue
            parts: list[ast.stmt] = [ast.If(rest, body, [])] if not isinstance(rest, ast.Constant) else body
            if not all(_settles(part) for part in parts):
                continue
            if [_normal(part) for part in parts] != [_normal(part, {i: j, j: i}) for part in parts]:
                continue
            text = "\n".join(ast.unparse(part) for part in parts)
            lines = block(module, text).replace(" " * 4, module.indent_unit)
            new = f"for {j} in range({i}):\n{lines}"
            yield Rewrite((replace(module, inner, new),), at(inner, f"{j} below {i}"))


def _without(test: ast.expr, i: str, j: str) -> ast.expr | None:
    """The condition less ``i != j``; a constant when nothing is left, None when it was not there."""
    parts = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
    rest = [part for part in parts if ast.unparse(part) not in (f"{i} != {j}", f"{j} != {i}")]
    if len(rest) == len(parts):
        return None
    if not rest:
        return ast.Constant(True)
    return rest[0] if len(rest) == 1 else ast.BoolOp(ast.And(), rest)


def _settles(stmt: ast.stmt) -> bool:
    """Whether doing it twice is the same as doing it once: plain values are set, or a constant is returned."""
    for below in ast.walk(stmt):
        if isinstance(below, ast.AugAssign | ast.Expr | ast.Yield | ast.Break | ast.Continue | ast.For | ast.While):
            return False
        if isinstance(below, ast.Assign) and not all(isinstance(target, ast.Name) for target in below.targets):
            return False
        if isinstance(below, ast.Return) and not isinstance(below.value, ast.Constant):
            return False
    return True


class _Ordered(ast.NodeTransformer):
    """Names exchanged, and operands whose order does not matter in the order of their texts."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(self.names.get(node.id, node.id), node.ctx)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        if len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq | ast.NotEq):
            left, right = _sorted([node.left, node.comparators[0]])
            return ast.Compare(left, node.ops, [right])
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Add | ast.Mult):
            left, right = _sorted([node.left, node.right])
            return ast.BinOp(left, node.op, right)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        return ast.BoolOp(node.op, _sorted(node.values))

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Name(id="abs"), args=[ast.BinOp(left=left, op=ast.Sub() as op, right=right)]):
                one, two = _sorted([left, right])
                return ast.Call(node.func, [ast.BinOp(one, op, two)], [])
            case ast.Call(func=ast.Name(id="min" | "max"), args=args, keywords=[]):
                return ast.Call(node.func, _sorted(args), [])
        return node


def _sorted(nodes: list[ast.expr]) -> list[ast.expr]:
    return sorted(nodes, key=ast.unparse)


def _normal(stmt: ast.stmt, names: dict[str, str] | None = None) -> str:
    return ast.unparse(ast.fix_missing_locations(_Ordered(names or {}).visit(copy.deepcopy(stmt))))
