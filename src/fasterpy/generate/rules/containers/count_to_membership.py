"""``items.count(x) == 0`` → ``x not in items``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule
from fasterpy.generate.rules.build import atom


class CountToMembership(ExpressionRule):
    """A search ends at the first; and what asks for membership can be a set."""

    name = "count-to-membership"
    pattern = "membership-in-list"
    summary = "Ask whether something is in the list instead of counting it all through."
    gain = 1.6
    order = 12
    nodes = (ast.Compare,)

    def better(self, module: ParsedModule, node: ast.Compare) -> str | None:
        match node:
            case ast.Compare(
                left=ast.Call(func=ast.Attribute(attr="count", value=items), args=[item], keywords=[]),
                ops=[op],
                comparators=[ast.Constant(value=int() as amount)],
            ) if not isinstance(items, ast.Constant | ast.JoinedStr):
                pass
            case _:
                return None
        if module.kind(items) == "str":
            return None  # the empty text is in every text
        absent = (isinstance(op, ast.Eq) and amount == 0) or (isinstance(op, ast.Lt) and amount == 1)
        present = (isinstance(op, ast.Gt | ast.NotEq) and amount == 0) or (isinstance(op, ast.GtE) and amount == 1)
        if not absent and not present:
            return None
        return f"{atom(module, item)} {'not in' if absent else 'in'} {atom(module, items)}"
