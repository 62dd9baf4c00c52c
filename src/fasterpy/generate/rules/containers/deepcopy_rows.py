"""``copy.deepcopy(grid)`` → ``[row[:] for row in grid]``."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.typenames import split
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import atom


class DeepcopyRows(ExpressionRule):
    """deepcopy keeps a memo of every object; rows of scalars need none of it."""

    name = "deepcopy-to-slices"
    pattern = "deepcopy-to-slices"
    summary = "Copy rows with slices instead of copy.deepcopy."
    gain = 3.0
    risk = Risk.BOLD
    order = 25
    nodes = (ast.Call,)

    def better(self, module: ParsedModule, node: ast.Call) -> str | None:
        if module.imported(node.func) != "copy.deepcopy" or len(node.args) != 1:
            return None
        inner = node.args[0]
        of = module.types.of(inner)
        text = atom(module, inner)
        if of.startswith("list[list"):
            name = module.fresh("row")
            return f"[{name}[:] for {name} in {text}]"
        if of in ("list[int]", "list[str]", "list[float]", "list[bool]"):
            return f"{text}[:]"
        if of == "list":
            name = module.fresh("row")
            return f"[{name}[:] for {name} in {text}]"
        values = split(of.partition("[")[2][:-1])
        if of.startswith(("dict[", "set[")) and values and set(values) <= {"int", "str", "float", "bool"}:
            return f"{text}.copy()"
        return None
