"""``statistics.mean`` → ``statistics.fmean``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import argument


class MeanToFmean(ExpressionRule):
    """The exact mean goes through fractions; over floats the result is the same to the last bits."""

    name = "mean-to-fmean"
    pattern = "statistics-fmean"
    summary = "Take the mean of floats with fmean() instead of exact fractions."
    gain = 10.0
    risk = Risk.BOLD
    order = 60
    nodes = (ast.Call,)

    def better(self, module: ParsedModule, node: ast.Call) -> str | None:
        if module.imported(node.func) != "statistics.mean" or len(node.args) != 1 or node.keywords:
            return None
        if isinstance(node.func, ast.Attribute):
            return f"{module.source(node.func.value)}.fmean({argument(module, node.args[0])})"
        return None
