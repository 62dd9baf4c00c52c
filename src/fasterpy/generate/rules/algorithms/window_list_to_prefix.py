"""``part = [status for _, status in rows[s:e]]`` that is only counted and added up → differences of prefix sums."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, substituted, text
from fasterpy.generate.rules.algorithms.look_through import named_value
from fasterpy.generate.rules.algorithms.ranges import within
from fasterpy.generate.rules.algorithms.scan import Aggregate, added, aggregates, home
from fasterpy.generate.rules.algorithms.window_sum_to_prefix import movable, taken
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bare, bound_value, delete, insert_before, need, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class WindowListToPrefix(Rule):
    """Where all that is asked of a window's list is its length and totals, the list is not needed."""

    name = "window-list-to-prefix"
    pattern = "prefix-sums"
    summary = "Take differences of prefix sums instead of making a list of every window to count and add up."
    gain = 5.0
    risk = Risk.LIKELY
    order = 16

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        scans = [scan for scan in aggregates(module, scope) if isinstance(scan.items, ast.Name) and scan.kind != "any"]
        for stmt in scope.nodes(ast.Assign, ast.AnnAssign):
            bound = bound_value(stmt)
            if bound is None or not module.loops(stmt) or not owns_line(module, stmt):
                continue
            match bound[1]:
                case (
                    ast.ListComp(
                        generators=[
                            ast.comprehension(iter=ast.Subscript(slice=ast.Slice(lower=ast.expr(), step=None)), ifs=[])
                        ]
                    ) as made
                ):
                    edits = _edits(module, stmt, bound[0], made, scans)
                    if edits:
                        yield Rewrite(tuple(edits), at(stmt, f"totals of {bound[0].id} from prefix sums"))


def _edits(
    module: ParsedModule, stmt: ast.stmt, name: ast.Name, made: ast.ListComp, scans: list[Aggregate]
) -> list[Edit]:
    rows = made.generators[0]
    assert isinstance(rows.iter, ast.Subscript) and isinstance(rows.iter.slice, ast.Slice)
    listed, part = rows.iter.value, rows.iter.slice
    edits: list[Edit] = [delete(module, stmt)]
    totals = 0
    for use in module.uses(name):
        if use is name:
            continue
        found = named_value(module, use)
        if found is None or found[0] is not stmt:
            return []
        call = module.parent(use)
        if isinstance(call, ast.Call) and module.is_builtin(call.func, "len"):
            edits.append(replace(module, call, bare(module, call, _length(module, call, listed, part))))
            continue
        scan = next((one for one in scans if one.items is use), None)
        if scan is not None:
            node: ast.For | ast.Call = scan.node
            values = _values(scan.target, made.elt)
            parts = [substituted(one, values) for one in (scan.value, *scan.conditions)]
            if names_in(scan.target) - values.keys():
                return []
        elif isinstance(call, ast.Call) and module.is_builtin(call.func, "sum") and len(call.args) == 1:
            node, parts = call, [made.elt]
        else:
            return []
        place = home(module, node, [listed, *parts], names_in(rows.target))
        if place is None or not movable(module, part, place):
            return []
        tests = " and ".join(f"({text(test)})" if len(parts) > 2 else text(test) for test in parts[1:])
        value = f"{text(parts[0])} if {tests} else 0" if tests else text(parts[0])
        imports, accumulate = need(module, "itertools", "accumulate")
        sums = module.fresh("prefix")
        table = f"{sums} = [*{accumulate}([{value} for {module.source(rows.target)} in {text(listed)}], initial=0)]"
        _, total = next(taken(module, node, listed, part, sums))
        edits += [*imports, insert_before(module, place, table)]
        if scan is not None and isinstance(node, ast.For):
            edits.append(added(module, node, scan.name, total.removeprefix("(").removesuffix(")")))
        else:
            edits.append(replace(module, node, bare(module, node, total)))
        totals += 1
    return edits if totals else []


def _values(target: ast.expr, item: ast.expr) -> dict[str, ast.expr]:
    """What the variables of a later loop over the list stand for; empty where it takes items apart otherwise."""
    match target, item:
        case ast.Name(id=name), _:
            return {name: item}
        case ast.Tuple(elts=names), ast.Tuple(elts=parts) if len(names) == len(parts):
            pairs = zip(names, parts, strict=True)
            return {one.id: part for one, part in pairs if isinstance(one, ast.Name)}
    return {}


def _length(module: ParsedModule, node: ast.AST, listed: ast.expr, part: ast.Slice) -> str:
    """How many items a slice has whose start is not behind its end."""
    assert part.lower is not None
    end = f"len({text(listed)})"
    if part.upper is not None:
        end = text(part.upper) if within(module, node, part.upper, listed) else f"min({text(part.upper)}, {end})"
    low = text(part.lower) if isinstance(part.lower, ast.Name | ast.Constant) else f"({text(part.lower)})"
    return f"max({end} - {low}, 0)"
