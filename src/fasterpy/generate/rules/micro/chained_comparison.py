"""``a < b and b < c`` → ``a < b < c``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import atom


class ChainedComparison(ExpressionRule):
    """The middle value is computed once."""

    name = "chained-comparison"
    pattern = "chained-comparison"
    summary = "Chain comparisons so that the middle value is evaluated once."
    gain = 1.05
    risk = Risk.SAFE
    order = 60
    nodes = (ast.BoolOp,)

    def better(self, module: ParsedModule, node: ast.BoolOp) -> str | None:
        match node:
            case ast.BoolOp(op=ast.And(), values=[ast.Compare(ops=[one]) as first, ast.Compare(ops=[two]) as second]):
                left, middle = first.left, first.comparators[0]
                again, right = second.left, second.comparators[0]
                if ast.dump(middle) != ast.dump(again) or not module.is_pure(middle):
                    return None
                up, down = (ast.Lt, ast.LtE), (ast.Gt, ast.GtE)
                if not (isinstance(one, up) and isinstance(two, up)) and not (
                    isinstance(one, down) and isinstance(two, down)
                ):
                    return None
                if isinstance(middle, ast.Name | ast.Constant):
                    return None  # nothing is saved
                signs = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
                texts = atom(module, left), atom(module, middle), atom(module, right)
                return f"{texts[0]} {signs[type(one)]} {texts[1]} {signs[type(two)]} {texts[2]}"
        return None
