"""``isinstance(x, A) or isinstance(x, B)`` → one call."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk


class IsinstanceTuple(ExpressionRule):
    """One call instead of two."""

    name = "isinstance-tuple"
    pattern = "isinstance-tuple"
    summary = "Pass isinstance() a tuple of types."
    gain = 1.05
    risk = Risk.SAFE
    order = 60
    nodes = (ast.BoolOp,)

    def better(self, module: ParsedModule, node: ast.BoolOp) -> str | None:
        if not isinstance(node.op, ast.Or):
            return None
        subject, types = None, []
        for value in node.values:
            if not (
                isinstance(value, ast.Call) and module.is_builtin(value.func, "isinstance") and len(value.args) == 2
            ):
                return None
            text = module.source(value.args[0])
            if subject not in (None, text) or not module.is_pure(value.args[0]):
                return None
            subject = text
            kinds = value.args[1].elts if isinstance(value.args[1], ast.Tuple) else [value.args[1]]
            types += [module.source(kind) for kind in kinds]
        return f"isinstance({subject}, ({', '.join(types)}))"
