"""``math.pow(x, 2)`` and ``pow(x, 2)`` → operators."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import atom


class MathPow(ExpressionRule):
    """Calls cost more than operators."""

    name = "pow-call-to-operator"
    pattern = "pow-call-to-operator"
    summary = "Use the ** operator instead of calling pow()."
    gain = 1.05
    risk = Risk.LIKELY
    order = 60
    nodes = (ast.Call,)

    def better(self, module: ParsedModule, node: ast.Call) -> str | None:
        if len(node.args) != 2 or node.keywords:
            return None
        base, exponent = node.args
        if module.is_builtin(node.func, "pow"):
            return f"({atom(module, base)} ** {atom(module, exponent)})"
        if module.imported(node.func) == "math.pow":
            text = f"{atom(module, base)} ** {atom(module, exponent)}"
            above = module.parent(node)
            whole = isinstance(above, ast.Call) and module.is_builtin(above.func, "int")
            return f"({text})" if whole else f"float({text})"
        return None
