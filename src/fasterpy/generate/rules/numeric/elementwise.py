"""Loops over the places of arrays → operations on whole arrays."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, need, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.numeric.vector.loops import lines_for, shapes_around
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
        for loop in scope.nodes(ast.For):
            if any(module.inside(loop, other) for other in done) or not owns_line(module, loop):
                continue
            shapes = shapes_around(module, loop)
            imports, numpy = need(module, "numpy")
            exact = ""
            with contextlib.suppress(Refused):
                exact = lines_for(module, loop, numpy, shapes, in_turn=True)
            try:
                lines = lines_for(module, loop, numpy, shapes)
            except Refused:
                continue
            done.append(loop)
            if exact:
                yield Rewrite((*imports, replace(module, loop, exact)), at(loop, "on whole arrays, added in turn"))
            where, variant = at(loop, "on whole arrays"), "blocks" if exact else ""
            yield Rewrite((*imports, replace(module, loop, lines)), where, variant)
