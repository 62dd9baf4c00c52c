"""``"".join(reversed(s))`` → ``s[::-1]``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import atom


class ReversedJoin(ExpressionRule):
    """A slice reverses in one C loop."""

    name = "reverse-by-slice"
    pattern = "reverse-by-slice"
    summary = "Reverse with a slice."
    gain = 1.3
    risk = Risk.LIKELY
    order = 44
    nodes = (ast.Call,)

    def better(self, module: ParsedModule, node: ast.Call) -> str | None:
        match node:
            case ast.Call(func=ast.Attribute(attr="join", value=ast.Constant(value="")), args=[inner], keywords=[]):
                wanted = "str"
            case ast.Call(func=func, args=[inner], keywords=[]) if module.is_builtin(func, "list"):
                wanted = "list"
            case _:
                return None
        while isinstance(inner, ast.Call) and module.is_builtin(inner.func, "list") and len(inner.args) == 1:
            inner = inner.args[0]
        match inner:
            case ast.Call(func=func, args=[subject], keywords=[]) if module.is_builtin(func, "reversed"):
                while (
                    isinstance(subject, ast.Call) and module.is_builtin(subject.func, "list") and len(subject.args) == 1
                ):
                    subject = subject.args[0]
                if module.kind(subject) != wanted:
                    return None
                return f"{atom(module, subject)}[::-1]"
        return None
