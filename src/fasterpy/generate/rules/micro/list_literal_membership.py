"""``x in [1, 2, 3]`` → ``x in {1, 2, 3}``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk


class LiteralMembership(ExpressionRule):
    """The compiler stores a set of constants once and looks it up by hash."""

    name = "membership-literal-set"
    pattern = "membership-literal-set"
    summary = "Test membership in a literal set of constants."
    gain = 1.05
    risk = Risk.LIKELY
    order = 60
    nodes = (ast.Compare,)

    def better(self, module: ParsedModule, node: ast.Compare) -> str | None:
        match node:
            case ast.Compare(
                left=left, ops=[ast.In() | ast.NotIn() as op], comparators=[ast.List() | ast.Tuple() as pack]
            ):
                values = [elt.value for elt in pack.elts if isinstance(elt, ast.Constant)]
                if len(values) != len(pack.elts) or len(values) < 3 or len({type(value) for value in values}) != 1:
                    return None
                word = "in" if isinstance(op, ast.In) else "not in"
                inner = ", ".join(module.source(elt) for elt in pack.elts)
                return f"{module.source(left)} {word} {{{inner}}}"
        return None
