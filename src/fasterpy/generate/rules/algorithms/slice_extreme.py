"""``max(a[:i])``, ``min(a[i:])`` and ``max(a[:i] + a[i+1:])`` in a loop → computed for all places before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, same, text
from fasterpy.generate.rules.algorithms.look_through import named_slice
from fasterpy.generate.rules.algorithms.ranges import offset_bounds
from fasterpy.generate.rules.algorithms.scan import home
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bare, insert_before, need, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class SliceExtremeToRunning(Rule):
    """One pass gives the extreme of every beginning, or of every rest."""

    name = "slice-extreme-to-running"
    pattern = "running-extreme"
    summary = "Keep running minima or maxima instead of searching a slice in every round."
    gain = 4.0
    risk = Risk.LIKELY
    order = 16

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for call in scope.nodes(ast.Call):
            match call:
                case ast.Call(func=ast.Name(id=word) as func, args=[given], keywords=[]) if module.is_builtin(
                    func, "min", "max"
                ):
                    package = ""
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id=package), attr=word) as func, args=[given], keywords=[]
                ):
                    if module.imported(func) not in ("numpy.min", "numpy.max"):
                        continue
                case _:
                    continue
            item, given = _item(given)
            match named_slice(module, given):
                case ast.Subscript(value=items, slice=ast.Slice(step=None, lower=low, upper=high)) if (low is None) != (
                    high is None
                ):
                    pass
                case _:
                    continue
            place = home(module, call, [items, *item[:1]], names_in(item[1]) if item else (), module.is_pure)
            end = high if low is None else low
            if place is None or end is None or isinstance(end, ast.Constant | ast.UnaryOp) or not module.is_pure(end):
                continue
            if package and item:
                continue
            imports, accumulate = ((), "") if package else need(module, "itertools", "accumulate")
            source = listing = module.source(items)
            if item:
                listing = f"[{text(item[0])} for {text(item[1])} in {source}]"
            if low is None:
                table = module.fresh(f"{word}_until")
                made = f"{table} = [*{accumulate}({listing}, {word})]"
                if package:
                    made = f"{table} = {package}.{word}imum.accumulate({source})"
                found = f"{table}[{text(offset_bounds(end, -1))}]"
            else:
                table = module.fresh(f"{word}_from")
                made = f"{table} = [*{accumulate}(reversed({listing}), {word})][::-1]"
                if package:
                    made = f"{table} = {package}.{word}imum.accumulate({source}[::-1])[::-1]"
                found = f"{table}[{text(end)}]"
            edits = (*imports, insert_before(module, place, made), replace(module, call, found))
            yield Rewrite(edits, at(call, f"running {word} of {source}"))


def _item(given: ast.expr) -> tuple[tuple[ast.expr, ...], ast.expr]:
    """``(f(x), x)`` and the items of ``f(x) for x in items``; nothing and the items where these are taken."""
    match given:
        case ast.GeneratorExp() | ast.ListComp():
            match given.generators:
                case [ast.comprehension(target=target, iter=items, ifs=[], is_async=0)]:
                    return (given.elt, target), items
    return (), given


class ExtremeOfOthers(Rule):
    """The extreme of all but one item is the extreme, or the second when that one item is it."""

    name = "extreme-of-others"
    pattern = "running-extreme"
    summary = "Keep the two best instead of searching all other items in every round."
    gain = 4.0
    risk = Risk.LIKELY
    order = 16

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for call in scope.nodes(ast.Call):
            match call:
                case ast.Call(
                    func=ast.Name(id=word) as func,
                    args=[
                        ast.BinOp(
                            left=ast.Subscript(value=items, slice=ast.Slice(lower=None, upper=end, step=None)),
                            op=ast.Add(),
                            right=ast.Subscript(value=again, slice=ast.Slice(lower=start, upper=None, step=None)),
                        )
                    ],
                    keywords=[],
                ) if module.is_builtin(func, "min", "max", "sum") and end is not None and start is not None:
                    pass
                case _:
                    continue
            if not same(items, again) or text(offset_bounds(end, 1)) != text(start) or not module.is_pure(end):
                continue
            place = home(module, call, [items], ())
            if place is None:
                continue
            source, item = module.source(items), f"{module.source(items)}[{module.source(end)}]"
            if word == "sum":
                table = module.fresh("total")
                edit = replace(module, call, bare(module, call, f"({table} - {item})"))
                yield Rewrite((insert_before(module, place, f"{table} = sum({source})"), edit), at(call, "all but one"))
                continue
            imports, best = need(module, "heapq", "nlargest" if word == "max" else "nsmallest")
            table = module.fresh("best")
            found = bare(module, call, f"({table}[1] if {item} == {table}[0] else {table}[0])")
            made = insert_before(module, place, f"{table} = {best}(2, {source})")
            yield Rewrite((*imports, made, replace(module, call, found)), at(call, "the two best"))
