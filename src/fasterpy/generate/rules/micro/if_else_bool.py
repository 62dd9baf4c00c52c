"""``True if x > 0 else False`` → ``x > 0``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import atom


class IfElseBool(ExpressionRule):
    """The comparison gives the bool already."""

    name = "bool-conditional"
    pattern = "bool-conditional"
    summary = "Use the comparison itself instead of choosing between True and False."
    gain = 1.05
    risk = Risk.SAFE
    order = 60
    nodes = (ast.IfExp,)

    def better(self, module: ParsedModule, node: ast.IfExp) -> str | None:
        match node:
            case ast.IfExp(test=ast.Compare() as test, body=ast.Constant(value=True), orelse=ast.Constant(value=False)):
                return f"({module.source(test)})"
            case ast.IfExp(test=test, body=ast.Constant(value=False), orelse=ast.Constant(value=True)):
                return f"(not {atom(module, test)})"
        return None
