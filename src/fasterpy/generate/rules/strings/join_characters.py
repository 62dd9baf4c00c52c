"""``"".join([c for c in s])`` and ``list(s)`` that is only indexed."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import atom


class JoinNothing(ExpressionRule):
    """The string is already there."""

    name = "redundant-join"
    pattern = "redundant-join"
    summary = "Use the string itself instead of joining its characters."
    gain = 1.1
    risk = Risk.LIKELY
    order = 45
    nodes = (ast.Call,)

    def better(self, module: ParsedModule, node: ast.Call) -> str | None:
        match node:
            case ast.Call(func=ast.Attribute(attr="join", value=ast.Constant(value="")), args=[inner], keywords=[]):
                if isinstance(inner, ast.Call) and module.is_builtin(inner.func, "list") and len(inner.args) == 1:
                    inner = inner.args[0]
                return atom(module, inner) if module.kind(inner) == "str" else None
        return None
