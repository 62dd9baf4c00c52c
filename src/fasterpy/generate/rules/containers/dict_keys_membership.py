"""``k in d.keys()`` → ``k in d``; ``for k in d.keys()``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk


class DictKeysMembership(ExpressionRule):
    """The view is built for nothing."""

    name = "membership-dict-keys"
    pattern = "membership-dict-keys"
    summary = "Ask the dict itself instead of its keys()."
    gain = 1.2
    risk = Risk.LIKELY
    order = 22
    nodes = (ast.Call,)

    def better(self, module: ParsedModule, node: ast.Call) -> str | None:
        match node:
            case ast.Call(func=ast.Attribute(attr="keys", value=subject), args=[], keywords=[]):
                parent = module.parent(node)
                tested = isinstance(parent, ast.Compare) and isinstance(parent.ops[-1], ast.In | ast.NotIn)
                if tested and parent.comparators[-1] is node:  # type: ignore[union-attr]
                    return module.source(subject)
            case ast.Call(
                func=func, args=[ast.Call(func=ast.Attribute(attr="keys", value=subject), args=[])], keywords=[]
            ):
                parent = module.parent(node)
                tested = isinstance(parent, ast.Compare) and isinstance(parent.ops[-1], ast.In | ast.NotIn)
                if tested and parent.comparators[-1] is node and module.is_builtin(func, "list", "set"):  # type: ignore[union-attr]
                    return module.source(subject)
        return None
