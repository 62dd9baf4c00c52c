"""Loops that only multiply."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, text
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, need, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class ProductLoop(Rule):
    """``for x in a: p *= x`` → ``p *= math.prod(a)``; the same factor n times is a power."""

    name = "product-loop-to-prod"
    pattern = "math-prod"
    summary = "Multiply with math.prod(), or raise to a power, instead of an explicit loop."
    gain = 1.8
    risk = Risk.LIKELY
    order = 24

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            if loop.orelse or not owns_line(module, loop) or not isinstance(loop.target, ast.Name):
                continue
            found = _product(loop)
            if found is None or lives_on(module, loop):
                continue
            name, factor, modulus = found
            if name in names_in(loop.iter) | names_in(factor) or not module.is_pure(factor):
                continue
            fixed = loop.target.id not in names_in(factor)
            items = module.source(loop.iter)
            if fixed and module.is_builtin(getattr(loop.iter, "func", loop.iter), "range"):
                count = _rounds(loop.iter)
                if not count:
                    continue
                power = f"pow({text(factor)}, {count}, {text(modulus)})" if modulus else f"({text(factor)}) ** {count}"
                power = power.replace(f"({text(factor)}) **", f"{text(factor)} **") if _simple(factor) else power
                line = f"{name} = {name} * {power} % {text(modulus)}" if modulus else f"{name} *= {power}"
                yield Rewrite((replace(module, loop, line),), at(loop, "a power"))
            elif not fixed and modulus is None:
                imports, prod = need(module, "math", "prod")
                plain = isinstance(factor, ast.Name)
                inside = items if plain else f"[{text(factor)} for {loop.target.id} in {items}]"
                line = f"{name} *= {prod}({inside})"
                yield Rewrite((*imports, replace(module, loop, line)), at(loop, "math.prod"))


def _simple(node: ast.expr) -> bool:
    return isinstance(node, ast.Name | ast.Subscript | ast.Call) or (
        isinstance(node, ast.Constant) and not str(node.value).startswith("-")
    )


def _rounds(items: ast.expr) -> str:
    match items:
        case ast.Call(args=[ast.Name() | ast.Constant() as n]):
            return text(n)
        case ast.Call(args=[n]):
            return f"({text(n)})"
        case ast.Call(args=[low, high]):
            return (
                f"({text(high)} - ({text(low)}))"
                if not isinstance(low, ast.Constant | ast.Name)
                else (f"({text(high)} - {text(low)})")
            )
    return ""


def _product(loop: ast.For) -> tuple[str, ast.expr, ast.expr | None] | None:
    """Variable, factor and modulus of a loop that only multiplies."""
    value: ast.expr
    match loop.body:
        case [ast.AugAssign(target=ast.Name(id=name), op=ast.Mult(), value=factor)]:
            return name, factor, None
        case [ast.Assign(targets=[ast.Name(id=name)], value=value)]:
            pass
        case [
            ast.AugAssign(target=ast.Name(id=name), op=ast.Mult(), value=factor),
            ast.AugAssign(target=ast.Name(id=again), op=ast.Mod(), value=modulus),
        ] if name == again:
            return name, factor, modulus
        case _:
            return None
    rest: ast.expr | None = None
    match value:
        case ast.BinOp(left=left, op=ast.Mod(), right=right):
            value, rest = left, right
    match value:
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            for one, two in ((left, right), (right, left)):
                if isinstance(one, ast.Name) and one.id == name and name not in names_in(two):
                    return name, two, rest
    return None
