"""``reduce(lambda a, b: a + b, xs)`` → ``sum(xs)`` and its like."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import ExpressionRule, Risk
from fasterpy.generate.rules.build import argument


class ReduceToBuiltin(ExpressionRule):
    """A builtin adds without calling a function per item."""

    name = "reduce-to-builtin"
    pattern = "reduce-to-builtin"
    summary = "Use sum(), math.prod(), math.gcd(), max() or min() instead of reduce()."
    gain = 1.5
    risk = Risk.LIKELY
    order = 44
    nodes = (ast.Call,)

    def better(self, module: ParsedModule, node: ast.Call) -> str | None:
        if module.imported(node.func) != "functools.reduce" or len(node.args) not in (2, 3) or node.keywords:
            return None
        items = argument(module, node.args[1])
        start = module.source(node.args[2]) if len(node.args) == 3 else ""
        match node.args[0]:
            case ast.Lambda(
                args=ast.arguments(args=[one, two]),
                body=ast.BinOp(left=ast.Name(id=left), op=op, right=ast.Name(id=right)),
            ):
                if {left, right} != {one.arg, two.arg}:
                    return None
                if isinstance(op, ast.Add):
                    return f"sum({items}{', ' + start if start else ''})"
            case ast.Lambda(
                args=ast.arguments(args=[one, two]), body=ast.Call(func=ast.Name(id="max" | "min" as word), args=[_, _])
            ):
                return None if start else f"{word}({items})"
            case ast.Name(id="max" | "min" as word):
                return None if start else f"{word}({items})"
        return None
