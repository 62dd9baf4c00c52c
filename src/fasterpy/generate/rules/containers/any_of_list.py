"""``len([x for x in a if p(x)])`` kept; ``len(list(filter(…)))`` → ``sum``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import atom


class AnyOfList(ExpressionRule):
    """Stops at the first hit instead of building the list."""

    name = "any-instead-of-list"
    pattern = "any-instead-of-list"
    summary = "Ask any() instead of building a list to see whether it is empty."
    gain = 1.5
    risk = Risk.LIKELY
    order = 24
    nodes = (ast.Compare,)

    def better(self, module: ParsedModule, node: ast.Compare) -> str | None:
        match node:
            case ast.Compare(
                left=ast.Call(func=func, args=[ast.ListComp(generators=[first])]),
                ops=[ast.Gt() | ast.NotEq() | ast.Eq() as sign],
                comparators=[ast.Constant(value=0)],
            ) if module.is_builtin(func, "len") and first.ifs:
                conditions = " and ".join(atom(module, test) for test in first.ifs)
                text = f"any({conditions} for {module.source(first.target)} in {module.source(first.iter)})"
                return f"(not {text})" if isinstance(sign, ast.Eq) else text
        return None
