"""``min(items, key=lambda x: abs(x - t))`` for many ``t`` → the neighbours in order."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule, free_names
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.conditions import names_in, substituted, text
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, insert_before, need, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class NearestByBisect(Rule):
    """Of several at the same distance the first in the list comes out, as min() has it."""

    name = "nearest-by-bisect"
    pattern = "bisect-sorted"
    summary = "Sort once and find the nearest by bisection instead of comparing all distances."
    gain = 20.0
    risk = Risk.LIKELY
    order = 15

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for call in scope.nodes(ast.Call):
            match call:
                case ast.Call(
                    func=func,
                    args=[ast.Name(id=items)],
                    keywords=[ast.keyword(arg="key", value=ast.Lambda(args=ast.arguments(args=[arg]), body=body))],
                ) if module.is_builtin(func, "min"):
                    pass
                case _:
                    continue
            sides = _distance(module, body, arg.arg)
            stmt = module.statement(call)
            place = _home(module, call, stmt, items)
            if sides is None or place is None or not owns_line(module, place):
                continue
            value, target = sides
            if (free_names(value) - {arg.arg}) & mutated_names(place)[0]:
                continue
            imports, bisect = need(module, "bisect", "bisect_left")
            order, keys = module.fresh(f"{items}_order"), module.fresh(f"{items}_keys")
            nearest = module.fresh(f"nearest_of_{items}")
            unit, key = module.indent_unit, module.source(value)
            lines = [
                f"{order} = sorted(range(len({items})), key=[{key} for {arg.arg} in {items}].__getitem__)",
                f"{keys} = [{key} for {arg.arg} in map({items}.__getitem__, {order})]",
                "",
                f"def {nearest}(wanted):",
                f"{unit}place = {bisect}({keys}, wanted)",
                f"{unit}near = {order}[place : place + 1]",
                f"{unit}if place:",
                f"{unit * 2}near.append({order}[{bisect}({keys}, {keys}[place - 1])])",
                f"{unit}return {items}[min(near, key=lambda at: (abs({_at(value, arg.arg, items)} - wanted), at))]",
                "",
            ]
            yield Rewrite(
                (
                    *imports,
                    insert_before(module, place, "\n".join(lines)),
                    replace(module, call, f"{nearest}({argument(module, target)})"),
                ),
                at(call, "by bisection"),
            )


def _at(value: ast.expr, name: str, items: str) -> str:
    item = ast.Subscript(ast.Name(items, ast.Load()), ast.Name("at", ast.Load()), ast.Load())
    return text(substituted(value, {name: item}))


def _distance(module: ParsedModule, body: ast.expr, name: str) -> tuple[ast.expr, ast.expr] | None:
    """``abs(x.at - t)`` as what depends on the item, and what it is compared with."""
    match body:
        case ast.Call(func=func, args=[ast.BinOp(left=left, op=ast.Sub(), right=right)]) if module.is_builtin(
            func, "abs"
        ):
            for one, other in ((left, right), (right, left)):
                if name in names_in(one) and name not in names_in(other) and module.is_pure(one):
                    return one, other
    return None


def _home(module: ParsedModule, call: ast.Call, stmt: ast.stmt, items: str) -> ast.stmt | None:
    """The outermost loop around in which the list stays as it is; the statement itself around a comprehension."""
    best: ast.stmt | None = None
    if any(
        isinstance(above, ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp)
        for above in module.ancestors(call)
    ):
        best = stmt
    for loop in module.loops(stmt):
        rebound, mutated = mutated_names(loop, module.is_pure)
        if items in rebound | mutated:
            break
        best = loop
    return best
