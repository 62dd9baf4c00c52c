"""``x % 2 == 0`` on ints → ``not x & 1``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import atom


class ParityByBit(ExpressionRule):
    """A bit test avoids the division for machine-sized ints."""

    name = "parity-by-bit"
    pattern = "parity-by-bit"
    summary = "Test the lowest bit instead of the remainder by 2."
    gain = 1.04
    risk = Risk.SAFE
    order = 60
    nodes = (ast.Compare,)

    def better(self, module: ParsedModule, node: ast.Compare) -> str | None:
        match node:
            case ast.Compare(
                left=ast.BinOp(left=value, op=ast.Mod(), right=ast.Constant(value=2)),
                ops=[ast.Eq() | ast.NotEq() as sign],
                comparators=[ast.Constant(value=0 | 1 as rest)],
            ) if module.kind(value) == "int":
                parent = module.parent(node)
                if not (isinstance(parent, ast.If | ast.While | ast.IfExp) and parent.test is node):
                    return None
                odd = isinstance(sign, ast.Eq) == (rest == 1)
                return f"{'' if odd else 'not '}{atom(module, value)} & 1"
        return None
