"""``dict()``, ``list()``, ``set([…])`` → literals."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import argument


class LiteralInsteadOfCall(ExpressionRule):
    """A literal needs no look-up and no call."""

    name = "literal-instead-of-call"
    pattern = "literal-instead-of-call"
    summary = "Write literals instead of calling dict(), list() or set([...])."
    gain = 1.04
    risk = Risk.SAFE
    order = 60
    nodes = (ast.Call,)

    def better(self, module: ParsedModule, node: ast.Call) -> str | None:
        if node.keywords or not isinstance(node.func, ast.Name):
            return None
        if not node.args:
            empty = {"list": "[]", "dict": "{}", "tuple": "()", "str": '""', "int": "0", "bool": "False"}
            return empty.get(node.func.id) if module.is_builtin(node.func, *empty) else None
        match node.args:
            case [ast.List() | ast.Tuple() as pack] if module.is_builtin(node.func, "set") and pack.elts:
                return "{" + ", ".join(argument(module, elt) for elt in pack.elts) + "}"
            case [ast.ListComp() | ast.GeneratorExp() as made] if module.is_builtin(node.func, "set", "list"):
                if node.func.id == "list" and isinstance(made, ast.ListComp):
                    return None
                text = module.source(made)
                # A lone generator argument includes the call's own parentheses.
                inner = text[1:-1] if text[:1] in "[(" and text[-1:] in "])" else text
                return "{" + inner + "}" if node.func.id == "set" else "[" + inner + "]"
        return None
