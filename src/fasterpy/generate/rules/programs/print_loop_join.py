"""``for x in a: print(x)`` → one write."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, need, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.loops.shape import clauses, leaks
from fasterpy.generate.rules.programs.print_to_write import line_text
from fasterpy.generate.rules.target import TargetScope


class PrintLoopJoin(Rule):
    """Joining the lines costs one call for all of them."""

    name = "print-loop-to-join"
    pattern = "join-output"
    summary = "Join the lines and write them once instead of printing in a loop."
    gain = 1.5
    risk = Risk.LIKELY
    order = 68

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            shape = clauses(module, loop)
            if shape is None or not owns_line(module, loop) or leaks(module, loop):
                continue
            match shape.body:
                case ast.Expr(value=ast.Call(func=func) as call) if module.is_builtin(func, "print"):
                    text = line_text(module, call)
                case _:
                    continue
            if text is None or _prints(module, call, shape.parts):
                continue
            imports, sys = need(module, "sys")
            joined = f'{sys}.stdout.write("".join([{text} {shape.text}]))'
            yield Rewrite((*imports, replace(module, loop, joined)), at(loop, "one write"))


def _prints(module: ParsedModule, call: ast.Call, parts: tuple[ast.expr, ...]) -> bool:
    """Functions of this file called on the way may print themselves, in between."""
    for part in (*call.args, *parts):
        for below in ast.walk(part):
            if isinstance(below, ast.Call):
                for function in module.callees(below):
                    if any(isinstance(inner, ast.Name) and inner.id == "print" for inner in ast.walk(function)):
                        return True
    return False
