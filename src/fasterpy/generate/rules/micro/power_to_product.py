"""``x ** 2`` → ``x * x``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk


class PowerToProduct(ExpressionRule):
    """A multiplication of a name with itself is several times quicker than a power."""

    name = "power-to-product"
    pattern = "power-to-product"
    summary = "Multiply instead of raising to the second or third power."
    gain = 1.05
    risk = Risk.LIKELY
    order = 60
    nodes = (ast.BinOp,)

    def better(self, module: ParsedModule, node: ast.BinOp) -> str | None:
        match node:
            case ast.BinOp(left=ast.Name(id=name), op=ast.Pow(), right=ast.Constant(value=2 | 3 as exponent)):
                known = module.kind(node.left)
                if known not in ("int", "float", "bool", "complex", ""):
                    return None
                return "(" + " * ".join([name] * int(str(exponent))) + ")"
        return None
