"""``for _ in range(n): r = r * b % m`` → ``pow`` with a modulus."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in
from fasterpy.generate.rules.algorithms.ranges import bounds
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, atom, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class PowerLoop(Rule):
    """Squarings instead of as many products as the exponent says."""

    name = "power-loop-to-pow"
    pattern = "pow-with-modulus"
    summary = "Raise to a power with pow() and its modulus instead of multiplying again and again."
    gain = 30.0
    risk = Risk.LIKELY
    order = 14

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            around = bounds(module, loop.iter)
            if around is None or around.step != 1 or not isinstance(around.low, ast.Constant) or around.low.value != 0:
                continue
            match loop.body:
                case [
                    ast.Assign(
                        targets=[ast.Name(id=name)],
                        value=ast.BinOp(
                            left=ast.BinOp(left=one, op=ast.Mult(), right=other), op=ast.Mod(), right=modulus
                        ),
                    )
                ]:
                    pass
                case _:
                    continue
            factor = other if isinstance(one, ast.Name) and one.id == name else one
            mine = one if factor is other else other
            bound = {name, *names_in(loop.target)}
            if not isinstance(mine, ast.Name) or mine.id != name or (names_in(factor) | names_in(modulus)) & bound:
                continue
            if lives_on(module, loop) or not owns_line(module, loop) or loop.orelse:
                continue
            count, mod = module.source(around.high), module.source(modulus)
            line = f"{name} = {name} * pow({module.source(factor)}, {count}, {mod}) % {atom(module, modulus)}"
            yield Rewrite(
                (replace(module, loop, f"if {atom(module, around.high)} > 0:\n{module.indent_unit}{line}"),),
                at(loop, "pow()"),
            )
