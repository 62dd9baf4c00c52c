"""Calls of numpy on parts of arrays in a loop that is no array operation → all of them at once, before the loop."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.numeric.vector.loops import loops_left, nest_of
from fasterpy.generate.rules.numeric.vector.nest import Nest
from fasterpy.generate.rules.numeric.vector.values import Refused, Value, shifted
from fasterpy.generate.rules.target import TargetScope
from fasterpy.syntax import syntax_tree

_WORK = {"sum", "mean", "max", "min", "std", "var", "prod", "median", "any", "all", "norm", "dot", "argmax", "argmin"}


class ArrayPartsBeforeLoop(Rule):
    """Window totals and distances of rows, where what the loop does with each is more than arithmetic."""

    name = "array-parts-before-loop"
    pattern = "vectorise-loop"
    summary = "Compute the totals of all parts of an array at once before the loop that looks at each."
    gain = 8.0
    risk = Risk.LIKELY
    order = 18

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        done: list[ast.For] = []
        for loop, imports, numpy, shapes in loops_left(module, scope):
            if any(module.inside(loop, other) for other in done):
                continue
            nest = nest_of(module, loop, numpy, shapes)
            found = list(_parts(nest, loop))
            if found and len(nest.counters) == len(nest.axes):
                done.append(loop)
                yield _rewrite(module, loop, nest, found, imports)


def _parts(nest: Nest, loop: ast.For) -> Iterator[tuple[ast.Call, Value]]:
    """The largest calls whose arguments only the counters of the loops around them decide."""
    try:
        body = nest.descend(loop)
    except Refused:
        return
    taken: list[ast.AST] = []
    for stmt in body:
        for node in ast.walk(stmt):
            if not isinstance(node, ast.Call) or any(nest.module.inside(node, other) for other in taken):
                continue
            func = node.func
            if not isinstance(func, ast.Attribute) or func.attr not in _WORK:
                continue
            try:
                value = nest.known.value(node)
            except Refused:
                continue
            if not value.tail and len(value.axes) == len(nest.axes):
                taken.append(node)
                yield node, value


def _rewrite(
    module: ParsedModule, loop: ast.For, nest: Nest, found: list[tuple[ast.Call, Value]], imports: tuple[Edit, ...]
) -> Rewrite:
    edits = list(imports)
    counters = [name for name, known in nest.known.env.items() if known in nest.counters.values()]
    rounds = " and ".join(f"{axis.high} > {axis.low}" for axis in nest.axes)
    names: dict[str, str] = {}
    for node, value in found:
        if value.text not in names:
            word = node.func.attr if isinstance(node.func, ast.Attribute) else "part"
            name = module.fresh({"sum": "totals", "norm": "norms"}.get(word, f"{word}s"))
            while name in names.values():
                name += "_"
            names[value.text] = name
            text = ast.unparse(syntax_tree(f"{name} = {value.text}"))
            if "sliding_window_view" in text:
                text = f"if {rounds}:\n{module.indent_unit}{text}"
            edits.append(insert_before(module, loop, text))
        index = [
            shifted(name, -int(axis.low)) if axis.low.isdigit() else f"{name} - ({axis.low})"
            for name, axis in zip(counters, nest.axes, strict=True)
        ]
        edits.append(replace(module, node, f"{names[value.text]}[{', '.join(index)}]"))
    return Rewrite(tuple(edits), at(loop, "all parts at once"))
