"""Factorisation that tries every number → up to the root of what is left, then what is left."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import text
from fasterpy.generate.rules.algorithms.heads import remainder
from fasterpy.generate.rules.algorithms.ranges import bounds
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, need, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class FactoriseToSqrt(Rule):
    """The last candidate is named by a generator that runs after the others: it sees what they left over."""

    name = "factorise-to-sqrt"
    pattern = "trial-division-sqrt"
    summary = "Divide by candidates up to the square root; what is left over is the last prime factor."
    gain = 8.0
    risk = Risk.LIKELY
    order = 15

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            around = bounds(module, loop.iter)
            if around is None or around.step not in (1, 2) or not isinstance(loop.target, ast.Name):
                continue
            if any(word in module.source(loop.iter) for word in ("sqrt", "**", "0.5")) or lives_on(module, loop):
                continue
            if isinstance(around.low, ast.Constant) and around.low.value in (0, 1):
                continue
            number = next(filter(None, (_divided_off(stmt, loop.target.id) for stmt in ast.walk(loop))), "")
            if not number:
                continue
            imports, isqrt = need(module, "math", "isqrt")
            more, chain = need(module, "itertools", "chain")
            step = f", {around.step}" if around.step != 1 else ""
            roots = f"range({text(around.low)}, {isqrt}({number}) + 1{step})"
            last = f"({number} for _ in [0] if {number} in {module.source(loop.iter)})"
            items = f"{chain}({roots}, {last})"
            yield Rewrite((*imports, *more, replace(module, loop.iter, items)), at(loop, f"factors of {number}"))


def _divided_off(stmt: ast.AST, name: str) -> str:
    """``while x % name == 0: x //= name`` (among other things): ``x``."""
    if not isinstance(stmt, ast.While):
        return ""
    parts = remainder(stmt.test)
    match parts:
        case (ast.Name(id=number), ast.Name(id=divisor), ast.Constant(value=0)) if divisor == name:
            pass
        case _:
            return ""
    for below in stmt.body:
        match below:
            case ast.AugAssign(target=ast.Name(id=word), op=ast.FloorDiv() | ast.Div(), value=ast.Name(id=by)) if (
                word == number and by == name
            ):
                return number
            case ast.Assign(
                targets=[ast.Name(id=word)],
                value=ast.BinOp(left=ast.Name(id=again), op=ast.FloorDiv(), right=ast.Name(id=by)),
            ) if word == again == number and by == name:
                return number
    return ""
