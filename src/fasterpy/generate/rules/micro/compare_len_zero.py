"""``len(x) == 0`` → ``not x``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import atom


class CompareLenZero(ExpressionRule):
    """Truth of a container needs no call."""

    name = "len-compare-zero"
    pattern = "len-compare-zero"
    summary = "Test a container itself instead of comparing its length with 0."
    gain = 1.05
    risk = Risk.LIKELY
    order = 60
    nodes = (ast.Compare,)

    def better(self, module: ParsedModule, node: ast.Compare) -> str | None:
        match node:
            case ast.Compare(
                left=ast.Call(func=func, args=[inner]), ops=[sign], comparators=[ast.Constant(value=0 | 1 as bound)]
            ) if module.is_builtin(func, "len"):
                if module.kind(inner) not in ("list", "dict", "set", "str", "tuple", "deque", "Counter", "defaultdict"):
                    return None
                if not _tested(module, node):
                    return None
                empty = (isinstance(sign, ast.Eq) and bound == 0) or (isinstance(sign, ast.Lt) and bound == 1)
                filled = (isinstance(sign, ast.Gt | ast.NotEq) and bound == 0) or (
                    isinstance(sign, ast.GtE) and bound == 1
                )
                if empty:
                    return f"not {atom(module, inner)}"
                if filled:
                    return module.source(inner)
        return None


def _tested(module: ParsedModule, node: ast.expr) -> bool:
    """Only truth matters here."""
    parent = module.parent(node)
    while isinstance(parent, ast.BoolOp):
        node, parent = parent, module.parent(parent)
    return isinstance(parent, ast.If | ast.While | ast.IfExp | ast.Assert) and parent.test is node
