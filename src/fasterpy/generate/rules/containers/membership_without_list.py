"""``x in list(a)`` / ``x in [f(y) for y in a]`` → no list."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import atom


class MembershipWithoutList(ExpressionRule):
    """The list is built in full before the search starts."""

    name = "membership-without-list"
    pattern = "membership-without-list"
    summary = "Search without building a list first."
    gain = 1.5
    risk = Risk.LIKELY
    order = 24
    nodes = (ast.Compare,)

    def better(self, module: ParsedModule, node: ast.Compare) -> str | None:
        match node:
            case ast.Compare(left=left, ops=[ast.In() | ast.NotIn() as sign], comparators=[found]):
                word = "in" if isinstance(sign, ast.In) else "not in"
            case _:
                return None
        match found:
            case ast.Call(func=func, args=[inner], keywords=[]) if module.is_builtin(func, "list", "tuple", "sorted"):
                kind = module.kind(inner)
                if kind in ("str", "list", "tuple", "set", "dict", "range", "deque", "Counter", ""):
                    return f"{module.source(left)} {word} {atom(module, inner)}"
            case ast.Call(func=func, args=[inner], keywords=[]) if module.is_builtin(func, "set", "frozenset"):
                # Hashing everything for one test costs more than looking through.
                if module.kind(inner) in ("str", "list", "tuple", "dict", "range") and not module.loops(node):
                    return f"{module.source(left)} {word} {atom(module, inner)}"
        return None
