"""``math.floor(a / b)`` etc. on ints; ``math.ceil(a / b)`` → ``-(-a // b)``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import atom


class CeilDivision(ExpressionRule):
    """Stays among integers: no float, no call."""

    name = "ceil-division"
    pattern = "ceil-division"
    summary = "Round up with integer division instead of math.ceil of a quotient."
    gain = 1.08
    risk = Risk.LIKELY
    order = 60
    nodes = (ast.Call,)

    def better(self, module: ParsedModule, node: ast.Call) -> str | None:
        if module.imported(node.func) not in ("math.ceil", "numpy.ceil"):
            return None
        match node.args:
            case [ast.BinOp(left=left, op=ast.Div(), right=right)]:
                if module.kind(left) in ("int", "") and module.kind(right) in ("int", ""):
                    return f"(-(-{atom(module, left)} // {atom(module, right)}))"
        return None
