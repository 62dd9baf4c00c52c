"""``best = min(best, x)`` → ``if x < best: best = x``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import owns_line


class MinCallToIf(ExpressionRule):
    """A call of min or max costs several times a comparison."""

    name = "min-max-call-to-if"
    pattern = "min-max-call-to-if"
    summary = "Compare and assign instead of calling min() or max() in a loop."
    gain = 1.15
    risk = Risk.LIKELY
    order = 52
    nodes = (ast.Assign,)

    def better(self, module: ParsedModule, node: ast.Assign) -> str | None:
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name) as target],
                value=ast.Call(func=ast.Name(id="min" | "max" as word) as func, args=[one, two], keywords=[]),
            ) if module.is_builtin(func) and module.loops(node) and owns_line(module, node):
                pass
            case _:
                return None
        other = two if isinstance(one, ast.Name) and one.id == name else one
        mine = one if other is two else two
        if not (isinstance(mine, ast.Name) and mine.id == name) or isinstance(other, ast.Starred):
            return None
        sign = "<" if word == "min" else ">"
        text = module.source(other)
        if isinstance(other, ast.Name | ast.Constant):
            return f"if {text} {sign} {name}:\n{module.indent_unit}{target.id} = {text}"
        if "\n" in text:
            return None
        value = module.fresh(f"new_{name}")
        return f"{value} = {text}\nif {value} {sign} {name}:\n{module.indent_unit}{name} = {value}"
