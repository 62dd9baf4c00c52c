"""``any([… for x in a])`` → ``any(… for x in a)``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk


class AnyWithoutList(ExpressionRule):
    """A generator stops at the first hit; the list is always built in full."""

    name = "any-without-list"
    pattern = "list-in-any"
    summary = "Let any() and all() stop early: pass a generator instead of a list."
    gain = 1.5
    risk = Risk.LIKELY
    order = 49
    nodes = (ast.Call,)

    def better(self, module: ParsedModule, node: ast.Call) -> str | None:
        if not module.is_builtin(node.func, "any", "all") or len(node.args) != 1:
            return None
        if not isinstance(node.args[0], ast.ListComp):
            return None
        return f"{module.source(node.func)}({module.source(node.args[0])[1:-1]})"
