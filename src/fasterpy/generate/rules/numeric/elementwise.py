"""Loops over the places of arrays → operations on whole arrays."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, need, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.numeric.vector.nest import lines_for
from fasterpy.generate.rules.numeric.vector.shapes import Shapes
from fasterpy.generate.rules.numeric.vector.values import Refused
from fasterpy.generate.rules.target import TargetScope


class ElementwiseToVector(Rule):
    """A few calls into numpy instead of several per item; its sums may differ in the last bits, added in turn not."""

    name = "elementwise-to-vector"
    pattern = "vectorise-loop"
    summary = "Compute on whole arrays instead of place by place."
    gain = 30.0
    risk = Risk.LIKELY
    order = 17

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        if "numpy" not in module.text:
            return
        done: list[ast.For] = []
        shapes: dict[ast.AST, Shapes] = {}
        for loop in scope.nodes(ast.For):
            if any(module.inside(loop, other) for other in done) or not owns_line(module, loop):
                continue
            home = module.function(loop) or module.tree
            known = shapes.setdefault(home, Shapes(module, home))
            imports, numpy = need(module, "numpy")
            try:
                lines = lines_for(module, loop, numpy, known)
            except Refused:
                continue
            done.append(loop)
            with contextlib.suppress(Refused):
                if exact := lines_for(module, loop, numpy, known, in_turn=True):
                    edits = (*imports, replace(module, loop, exact))
                    yield Rewrite(edits, at(loop, "on whole arrays, added in turn"))
                    yield Rewrite((*imports, replace(module, loop, lines)), at(loop, "on whole arrays"), "blocks")
                    continue
            yield Rewrite((*imports, replace(module, loop, lines)), at(loop, "on whole arrays"))
