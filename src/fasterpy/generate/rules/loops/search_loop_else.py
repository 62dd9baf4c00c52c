"""``for x in items: if …: break`` with an ``else`` → a question with ``any``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Rule
from fasterpy.generate.rules.build import argument, at, owns_line, replace, unindented
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.loops.shape import operand
from fasterpy.generate.rules.target import TargetScope


class SearchLoopElse(Rule):
    """Says what is asked, so that an index can answer it."""

    name = "search-loop-else-to-any"
    pattern = "flag-loop"
    summary = "Ask with any() whether there is one instead of leaving a loop by break."
    gain = 1.1
    order = 11

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            match loop:
                case ast.For(
                    target=target, iter=items, body=[ast.If(test=test, body=[ast.Break()], orelse=[])], orelse=rest
                ) if rest:
                    pass
                case _:
                    continue
            if lives_on(module, loop) or not owns_line(module, loop) or not module.is_pure(test):
                continue
            if "\n" in module.source(test) or any(isinstance(node, ast.NamedExpr) for node in ast.walk(test)):
                continue
            question = f"any({argument(module, test)} for {module.source(target)} in {operand(module, items)})"
            unit = module.indent_unit
            lines = [unit + line for stmt in rest for line in unindented(module, stmt).split("\n")]
            yield Rewrite((replace(module, loop, f"if not {question}:\n" + "\n".join(lines)),), at(loop, "any()"))
