"""``int(int(x))``, ``str("…")``, ``list([…])``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import atom


class RedundantConversion(ExpressionRule):
    """The value has that type already."""

    name = "redundant-conversion"
    pattern = "redundant-conversion"
    summary = "Drop conversions to the type that the value already has."
    gain = 1.05
    risk = Risk.SAFE
    order = 60
    nodes = (ast.Call,)

    def better(self, module: ParsedModule, node: ast.Call) -> str | None:
        if len(node.args) != 1 or node.keywords or not isinstance(node.func, ast.Name):
            return None
        if not module.is_builtin(node.func, "int", "str", "float", "bool", "list", "tuple", "set"):
            return None
        wanted, inner = node.func.id, node.args[0]
        if isinstance(inner, ast.Starred) or module.kind(inner) != wanted:
            return None
        # A copy of a container is redundant only when what is copied is new anyway.
        if wanted in ("list", "set") and not isinstance(
            inner, ast.ListComp | ast.SetComp | ast.List | ast.Set | ast.Call
        ):
            return None
        if (
            wanted in ("list", "set")
            and isinstance(inner, ast.Call)
            and not (module.is_builtin(inner.func, "list", "set", "sorted") or _fresh(inner))
        ):
            return None
        return atom(module, inner)


def _fresh(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in ("split", "copy", "splitlines", "readlines")
