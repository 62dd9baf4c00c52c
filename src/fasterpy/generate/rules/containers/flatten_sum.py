"""``sum(groups, [])`` → one comprehension."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk


class FlattenSum(ExpressionRule):
    """Every addition copies what has been joined so far."""

    name = "flatten-sum-to-comprehension"
    pattern = "flatten-with-sum"
    summary = "Flatten in one pass instead of with sum(lists, []), which copies the result again for every list."
    gain = 5.0
    risk = Risk.LIKELY
    order = 22
    nodes = (ast.Call,)

    def better(self, module: ParsedModule, node: ast.Call) -> str | None:
        match node:
            case ast.Call(func=func, args=[groups, ast.List(elts=[])], keywords=[]) if module.is_builtin(func, "sum"):
                part, item = module.fresh("part"), module.fresh("item")
                text = module.source(groups)
                if isinstance(groups, ast.GeneratorExp) and not text.startswith("("):
                    text = f"({text})"
                return f"[{item} for {part} in {text} for {item} in {part}]"
        return None
