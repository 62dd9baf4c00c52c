"""A loop over a range that only adds the same amounts in every round → the amounts times the rounds."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, text
from fasterpy.generate.rules.algorithms.ranges import bounds
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class ConstantRounds(Rule):
    """Several counters at once; texts and lists are repeated alike."""

    name = "constant-rounds-to-product"
    pattern = "arithmetic-series"
    summary = "Multiply by the number of rounds instead of adding the same amount in each."
    gain = 6.0
    risk = Risk.LIKELY
    order = 14

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            if loop.orelse or bounds(module, loop.iter) is None or not owns_line(module, loop):
                continue
            steps: list[tuple[str, str, ast.expr]] = []
            for stmt in loop.body:
                match stmt:
                    case ast.AugAssign(target=ast.Name(id=name), op=ast.Add() | ast.Sub() as op, value=value):
                        steps.append((name, "+" if isinstance(op, ast.Add) else "-", value))
                    case _:
                        break
            if len(steps) != len(loop.body) or not 1 <= len(steps) <= 4 or lives_on(module, loop):
                continue
            bound = names_in(loop.target) | {name for name, _, _ in steps}
            if len({name for name, _, _ in steps}) != len(steps):
                continue
            if any(names_in(value) & bound or not module.is_pure(value) for _, _, value in steps):
                continue
            if any(module.kind(value) == "float" for _, _, value in steps):
                continue
            if len(steps) == 1 and module.kind(steps[0][2]) not in ("str", "list", "tuple", "bytes"):
                continue  # a plain count: range-aggregate-to-formula
            count = f"len({module.source(loop.iter)})"
            lines = [f"{name} {sign}= {_times(value, count)}" for name, sign, value in steps]
            yield Rewrite((replace(module, loop, "\n".join(lines)),), at(loop, "rounds multiplied"))


def _times(value: ast.expr, count: str) -> str:
    if isinstance(value, ast.Constant) and value.value == 1:
        return count
    word = text(value)
    plain = isinstance(value, ast.Name | ast.Constant | ast.Call | ast.Subscript | ast.Attribute | ast.List)
    return f"{word} * {count}" if plain else f"({word}) * {count}"
