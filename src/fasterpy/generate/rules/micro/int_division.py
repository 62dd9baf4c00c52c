"""``int(a / b)`` → ``a // b``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import atom


class IntDivision(ExpressionRule):
    """Integer division stays among integers: quicker and exact for large numbers."""

    name = "int-of-division"
    pattern = "int-of-division"
    summary = "Use // instead of converting the result of / to int."
    gain = 1.08
    risk = Risk.LIKELY
    order = 60
    nodes = (ast.Call,)

    def better(self, module: ParsedModule, node: ast.Call) -> str | None:
        if not module.is_builtin(node.func, "int") and module.imported(node.func) not in ("math.floor",):
            return None
        match node.args:
            case [ast.BinOp(left=left, op=ast.Div(), right=right)] if not node.keywords:
                for side in (left, right):
                    if module.kind(side) not in ("int", "bool", ""):
                        return None
                return f"({_side(module, left)} // {atom(module, right)})"
        return None


def _side(module: ParsedModule, node: ast.expr) -> str:
    product = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult)
    return module.source(node) if product else atom(module, node)
