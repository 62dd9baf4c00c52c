"""A loop over an array that acts at few of its places → the condition on the whole array, a loop over the hits."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, need, owns_line, replace, unindented
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.numeric.vector.leaves import Place
from fasterpy.generate.rules.numeric.vector.nest import Nest, lines_for, nest_of
from fasterpy.generate.rules.numeric.vector.shapes import Shapes
from fasterpy.generate.rules.numeric.vector.values import Refused
from fasterpy.generate.rules.target import TargetScope
from fasterpy.syntax import syntax_tree


class LoopOverHits(Rule):
    """In the same order; nothing that the condition reads may change in the loop."""

    name = "loop-over-hits"
    pattern = "vectorise-loop"
    summary = "Find all places where the condition holds at once and go through those alone."
    gain = 6.0
    risk = Risk.LIKELY
    order = 18

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        if "numpy" not in module.text:
            return
        done: list[ast.For] = []
        for loop in scope.nodes(ast.For):
            if any(module.inside(loop, other) for other in done) or not owns_line(module, loop):
                continue
            shapes = Shapes(module, module.function(loop) or module.tree)
            imports, numpy = need(module, "numpy")
            try:
                lines_for(module, loop, numpy, shapes)
                continue  # the whole loop is an array operation
            except Refused:
                pass
            try:
                text = _hits(module, loop, nest_of(module, loop, numpy, shapes), numpy)
            except Refused:
                continue
            done.append(loop)
            yield Rewrite((*imports, replace(module, loop, text)), at(loop, "hits alone"))


def _hits(module: ParsedModule, loop: ast.For, nest: Nest, numpy: str) -> str:
    """The loop over the hits. Raises Refused."""
    inner: ast.For = loop
    while True:
        axis = nest.enter(inner)
        nest.bind(inner, axis)
        nest.axes.append(axis)
        if len(inner.body) == 1 and isinstance(inner.body[0], ast.For):
            inner = inner.body[0]
            continue
        break
    *before, last = inner.body
    if not isinstance(last, ast.If) or last.orelse:
        raise Refused
    names = [name for name, known in nest.known.env.items() if isinstance(known, Place)]
    others = set(nest.known.env) - set(names)
    if len(names) != len(nest.axes) or others or any(axis.low != "0" or axis.step != 1 for axis in nest.axes):
        raise Refused
    kept: list[str] = []
    for stmt in before:
        if not isinstance(stmt, ast.Assign) or not isinstance(stmt.targets[0], ast.Name):
            raise Refused
        nest.assign(stmt.targets[0], stmt.value)
        if any(stmt.targets[0].id in names_in(part) for part in last.body):
            kept.append(module.source(stmt))
    test = nest.known.test(last.test)
    if set(test.axes) != set(nest.axes) or test.tail:
        raise Refused
    if names_in(syntax_tree(test.text)) & nest.known.stored or any(
        isinstance(node, ast.Break | ast.Continue) for part in last.body for node in ast.walk(part)
    ):
        raise Refused
    unit = module.indent_unit
    places = f"{numpy}.argwhere({ast.unparse(syntax_tree(test.text))})"
    if len(names) == 1:
        places = f"{numpy}.flatnonzero({ast.unparse(syntax_tree(test.text))})"
    lines = [f"for {', '.join(names)} in {places}.tolist():", *(unit + text for text in kept)]
    for part in last.body:
        lines += [unit + text if text.strip() else text for text in unindented(module, part).split("\n")]
    return "\n".join(lines)
