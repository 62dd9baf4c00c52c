"""``[0 for _ in range(n)]`` → ``[0] * n``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import atom


class ConstantList(ExpressionRule):
    """Repetition fills the list in C."""

    name = "constant-list-by-repetition"
    pattern = "constant-list-by-repetition"
    summary = "Build a list of equal constants by repetition."
    gain = 1.3
    risk = Risk.SAFE
    order = 44
    nodes = (ast.ListComp,)

    def better(self, module: ParsedModule, node: ast.ListComp) -> str | None:
        match node:
            case ast.ListComp(
                elt=ast.Constant() | ast.UnaryOp(operand=ast.Constant()) | ast.Name() as elt,
                generators=[
                    ast.comprehension(target=ast.Name(id=name), iter=ast.Call(func=func, args=[count]), ifs=[])
                ],
            ) if module.is_builtin(func, "range"):
                if isinstance(elt, ast.Name) and (
                    elt.id == name or module.kind(elt) not in ("int", "float", "str", "bool")
                ):
                    return None
                return f"[{module.source(elt)}] * {atom(module, count)}"
        return None
