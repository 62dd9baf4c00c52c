"""``contains(zone, x, y) and name is None`` → the test that costs nothing first."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import conjuncts
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, atom, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.loops.answers import takes_time
from fasterpy.generate.rules.target import TargetScope


class CheapConditionFirst(Rule):
    """In a loop, of conditions that all must hold (or of which one must): those without calls go before a helper's."""

    name = "cheap-condition-first"
    pattern = "early-exit"
    summary = "Test what costs nothing before asking a helper that goes through data."
    gain = 1.5
    risk = Risk.LIKELY
    order = 20

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for test in scope.nodes(ast.BoolOp):
            if not module.loop_depth(test) or not module.is_pure(test):
                continue
            cheap = [value for value in test.values if _cheap(value)]
            dear = [value for value in test.values if value not in cheap]
            if not cheap or [*cheap, *dear] == test.values or not any(_dear(module, value) for value in dear):
                continue
            word = " and " if isinstance(test.op, ast.And) else " or "
            parts = [atom(module, value) if isinstance(value, ast.BoolOp | ast.IfExp) else module.source(value)
                     for value in (*cheap, *dear)]  # fmt: skip
            yield Rewrite((replace(module, test, word.join(parts)),), at(test, "cheap condition first"))
        for outer in scope.nodes(ast.If):
            inner = outer.body[0]
            if len(outer.body) > 1 or outer.orelse or not isinstance(inner, ast.If) or inner.orelse:
                continue
            if not module.loop_depth(outer) or not module.is_pure(outer.test):
                continue
            if _dear(module, outer.test) and all(map(_cheap, conjuncts(inner.test))):
                swapped = (replace(module, outer.test, module.source(inner.test)),
                           replace(module, inner.test, module.source(outer.test)))  # fmt: skip
                yield Rewrite(swapped, at(outer, "cheap condition first"))


def _cheap(value: ast.expr) -> bool:
    """Names, fields and constants held against one another: it takes no time, and hardly ever fails."""
    plain = (ast.Name, ast.Constant, ast.Compare, ast.UnaryOp, ast.Not, ast.expr_context, ast.Is, ast.IsNot, ast.USub,
             ast.Attribute, ast.Subscript)  # fmt: skip
    if any(isinstance(below, ast.Subscript) and not isinstance(below.slice, ast.Constant) for below in ast.walk(value)):
        return False
    equal = isinstance(value, ast.Compare) and all(isinstance(op, ast.Eq | ast.NotEq) for op in value.ops)
    return all(isinstance(below, (*plain, ast.Eq, ast.NotEq) if equal else plain) for below in ast.walk(value))


def _dear(module: ParsedModule, value: ast.expr) -> bool:
    for call in (below for below in ast.walk(value) if isinstance(below, ast.Call)):
        found = module.callees(call)
        if len(found) == 1 and isinstance(found[0], ast.FunctionDef) and takes_time(found[0]):
            return True
    return False
