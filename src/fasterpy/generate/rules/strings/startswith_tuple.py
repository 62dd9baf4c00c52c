"""``s[:3] == "abc"`` → kept; ``s.startswith("a") or s.startswith("b")`` → tuple."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk


class StartswithTuple(ExpressionRule):
    """One call instead of several."""

    name = "startswith-tuple"
    pattern = "startswith-tuple"
    summary = "Pass startswith()/endswith() a tuple instead of calling it for each text."
    gain = 1.1
    risk = Risk.SAFE
    order = 45
    nodes = (ast.BoolOp,)

    def better(self, module: ParsedModule, node: ast.BoolOp) -> str | None:
        if not isinstance(node.op, ast.Or):
            return None
        subject, method, texts = None, None, []
        for value in node.values:
            match value:
                case ast.Call(
                    func=ast.Attribute(attr="startswith" | "endswith" as attr, value=inner), args=[wanted], keywords=[]
                ):
                    found = module.source(inner)
                    if subject not in (None, found) or method not in (None, attr) or not module.is_pure(inner):
                        return None
                    subject, method = found, attr
                    texts.append(module.source(wanted))
                    if isinstance(wanted, ast.Tuple) or module.kind(wanted) not in ("str", "bytes"):
                        return None
                case _:
                    return None
        return f"{subject}.{method}(({', '.join(texts)}))"
