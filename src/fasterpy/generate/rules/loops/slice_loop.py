"""``for b in bookings[i + 1 :]`` → ``for j in range(i + 1, len(bookings))``, where other rules know what to do."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.scan import home
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class SliceLoopToRange(Rule):
    """Only where an item is held equal to something: a table by that key, with places in it, can then stand in."""

    name = "slice-loop-to-range"
    pattern = "quadratic-join"
    summary = "Go through the places of a list instead of a copy of its rest, so that one table can serve all rounds."
    gain = 1.0
    risk = Risk.LIKELY
    order = 12

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            match loop:
                case ast.For(
                    target=ast.Name(id=item),
                    iter=ast.Subscript(
                        value=ast.Name() | ast.Attribute(value=ast.Name()) as whole,
                        slice=ast.Slice(lower=ast.expr() as low, upper=None, step=None),
                    ),
                    body=[first, *_],
                ) if not isinstance(low, ast.UnaryOp | ast.Constant):
                    pass
                case _:
                    continue
            equal = any(
                isinstance(below, ast.Compare)
                and any(isinstance(op, ast.Eq) for op in below.ops)
                and any(isinstance(name, ast.Name) and name.id == item for name in ast.walk(below))
                for below in ast.walk(loop)
            )
            if not equal or not owns_line(module, first) or first.lineno == loop.lineno:
                continue
            if home(module, loop, [whole], (), module.is_pure) is None:
                continue
            source, place = module.source(whole), module.fresh("place")
            edits = (
                replace(module, loop.target, place),
                replace(module, loop.iter, f"range({module.source(low)}, len({source}))"),
                insert_before(module, first, f"{item} = {source}[{place}]"),
            )
            yield Rewrite(edits, at(loop, f"places of {source}"))
