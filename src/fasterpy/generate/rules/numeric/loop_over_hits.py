"""A loop over an array that acts at few of its places → the condition on the whole array, a loop over the hits."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, replace, unindented
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.numeric.vector.leaves import Place
from fasterpy.generate.rules.numeric.vector.loops import loops_left, nest_of
from fasterpy.generate.rules.numeric.vector.nest import Nest
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
        done: list[ast.For] = []
        for loop, imports, numpy, shapes in loops_left(module, scope):
            if any(module.inside(loop, other) for other in done):
                continue
            try:
                text = _hits(module, loop, nest_of(module, loop, numpy, shapes), numpy)
            except Refused:
                continue
            done.append(loop)
            yield Rewrite((*imports, replace(module, loop, text)), at(loop, "hits alone"))


def _hits(module: ParsedModule, loop: ast.For, nest: Nest, numpy: str) -> str:
    """The loop over the hits. Raises Refused."""
    *before, last = nest.descend(loop)
    if not isinstance(last, ast.If) or last.orelse:
        raise Refused
    names = [name for name, known in nest.known.env.items() if isinstance(known, Place)]
    others = set(nest.known.env) - set(names)
    if len(names) != len(nest.axes) or others or any(axis.step != 1 for axis in nest.axes):
        raise Refused
    if len(names) > 1 and any(axis.low != "0" for axis in nest.axes):
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
    condition = syntax_tree(test.text)
    if names_in(condition) & nest.known.stored or any(
        isinstance(node, ast.Break | ast.Continue) for part in last.body for node in ast.walk(part)
    ):
        raise Refused
    unit = module.indent_unit
    finder = "flatnonzero" if len(names) == 1 else "argwhere"
    places = f"{numpy}.{finder}({ast.unparse(condition)})"
    if nest.axes[0].low != "0":
        places = f"({places} + {nest.axes[0].low})"
    lines = [f"for {', '.join(names)} in {places}.tolist():", *(unit + text for text in kept)]
    for part in last.body:
        lines += [unit + text if text.strip() else text for text in unindented(module, part).split("\n")]
    return "\n".join(lines)
