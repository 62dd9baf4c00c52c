"""A minimum of remainders, distances or squares cannot fall below zero → stop there."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.separable import kept_extreme
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_after, owns_line
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class EarlyExitAtBound(Rule):
    """Loops around that do nothing else stop as well."""

    name = "early-exit-at-bound"
    pattern = "early-exit"
    summary = "Stop as soon as the minimum has reached zero: it cannot become smaller."
    gain = 2.0
    risk = Risk.LIKELY
    order = 26

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            found = kept_extreme(module, loop)
            if found is None or found[0] != "min" or loop.orelse or not _natural(module, found[2]):
                continue
            if not module.is_pure(found[2]):
                continue
            edits: list[Edit] = []
            stop = f"if {found[1]} == 0:\n{block(module, 'break')}"
            current: ast.stmt = loop.body[-1]
            while True:
                around = module.parent(current)
                if not isinstance(around, ast.For) or around.orelse or not owns_line(module, current):
                    break
                others = [stmt for stmt in around.body if stmt is not current and not _idle(module, stmt)]
                if others or module.next(current) is not None:
                    break
                edits.append(insert_after(module, current, stop))
                current = around
            if edits:
                yield Rewrite(tuple(edits), at(loop, f"stop when {found[1]} is zero"))


def _idle(module: ParsedModule, stmt: ast.stmt) -> bool:
    """An assignment of a pure value, of use only to what follows in the same loop."""
    if not isinstance(stmt, ast.Assign) or not module.is_pure(stmt.value) or mutated_names(stmt)[1]:
        return False
    loop = module.parent(stmt)
    names = [target for target in stmt.targets if isinstance(target, ast.Name)]
    return len(names) == len(stmt.targets) and all(
        loop is not None and module.inside(use, loop) for name in names for use in module.uses(name)
    )


def _natural(module: ParsedModule, value: ast.expr) -> bool:
    """Whether the value cannot be negative (a remainder by a positive number, that is)."""
    match value:
        case ast.BinOp(op=ast.Mod()):
            return module.kind(value.left) != "str"
        case ast.BinOp(op=ast.Pow(), right=ast.Constant(value=2)):
            return True
        case ast.Call(func=func) if module.is_builtin(func, "abs", "len"):
            return True
        case ast.BinOp(left=left, op=ast.Add() | ast.Mult(), right=right):
            return _natural(module, left) and _natural(module, right)
    return False
