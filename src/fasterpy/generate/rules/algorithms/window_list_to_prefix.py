"""``part = [status for _, status in rows[s:e]]`` that is only counted and added up → differences of prefix sums."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import conjuncts, names_in, substituted, text
from fasterpy.generate.rules.algorithms.look_through import named_slice, named_value
from fasterpy.generate.rules.algorithms.scan import Aggregate, added, aggregates, home
from fasterpy.generate.rules.algorithms.slice_ends import exact_ends
from fasterpy.generate.rules.algorithms.window_sum_to_prefix import movable
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bare, bound_value, delete, insert_before, need, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

Node = ast.For | ast.expr


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
                case ast.ListComp(generators=[ast.comprehension(iter=rows, is_async=0)]) as made:
                    part = named_slice(module, rows)
                    if not isinstance(part, ast.Subscript) or not isinstance(part.slice, ast.Slice):
                        continue
                    if part.slice.step is None and (part.slice.lower is not None or made.generators[0].ifs):
                        edits = _edits(module, stmt, bound[0], made, part.value, part.slice, scans)
                        if edits:
                            yield Rewrite(tuple(edits), at(stmt, f"totals of {bound[0].id} from prefix sums"))


def _edits(
    module: ParsedModule,
    stmt: ast.stmt,
    name: ast.Name,
    made: ast.ListComp,
    listed: ast.expr,
    part: ast.Slice,
    scans: list[Aggregate],
) -> list[Edit]:
    rows = made.generators[0]
    ifs = [piece for test in rows.ifs for piece in conjuncts(test)]
    asked: dict[str, list[tuple[Node, Aggregate | None]]] = {}
    edits: list[Edit] = []
    place = home(module, stmt, [listed, made.elt, *ifs], names_in(rows.target))
    if place is None or not movable(module, part, place):
        return []
    for use in module.uses(name):
        if use is name:
            continue
        found = named_value(module, use)
        if found is None or found[0] is not stmt:
            return []
        scan = next((one for one in scans if one.items is use), None)
        question = _question(module, use, made.elt, ifs, scan)
        if question is None or home(module, question[0], question[1], names_in(rows.target)) is not place:
            return []
        node, parts = question
        tests = " and ".join(f"({text(test)})" if len(parts) > 2 else text(test) for test in parts[1:])
        value = text(parts[0])
        # Nothing to add up: the length of the slice.
        key = "" if value == "1" and not tests else f"{value} if {tests} else 0" if tests else value
        asked.setdefault(key, []).append((node, scan))
    if not asked or (set(asked) == {""} and not ifs):
        return []
    ends = exact_ends(module, stmt, listed, part)
    lines = [ends.lines] if ends.lines else []
    imports, accumulate = need(module, "itertools", "accumulate")
    for key, places in asked.items():
        total = ends.length(text(listed))
        if key:
            sums = module.fresh("count_before" if key.startswith("1 if ") else "total_before")
            table = f"[{key} for {module.source(rows.target)} in {text(listed)}]"
            edits += [*imports, insert_before(module, place, f"{sums} = [*{accumulate}({table}, initial=0)]")]
            total = ends.total(sums)
        if len(places) > 1 and " " in total:
            word = module.fresh(f"{name.id}_{'size' if not key or sums.startswith('count') else 'total'}")
            lines.append(f"{word} = {total}")
            total = word
        edits += [_replaced(module, node, scan, total) for node, scan in places]
    edits.append(replace(module, stmt, "\n".join(lines)) if lines else delete(module, stmt))
    return [*edits, *_unused(module, rows.iter, stmt)]


def _question(
    module: ParsedModule, use: ast.Name, elt: ast.expr, ifs: list[ast.expr], scan: Aggregate | None
) -> tuple[Node, list[ast.expr]] | None:
    """What is asked of the list: the expression or loop, and what it adds up with its conditions."""
    call = module.parent(use)
    if scan is not None:
        values = _values(scan.target, elt)
        if names_in(scan.target) - values.keys():
            return None
        return scan.node, [
            substituted(scan.value, values),
            *ifs,
            *(substituted(one, values) for one in scan.conditions),
        ]
    match call:
        case ast.Call(func=func, args=[_], keywords=[]) if module.is_builtin(func, "len"):
            return call, [ast.Constant(1), *ifs]
        case ast.Call(func=func, args=[_], keywords=[]) if module.is_builtin(func, "sum"):
            return call, [elt, *ifs]
        case ast.UnaryOp(op=ast.Not()) | ast.If() | ast.IfExp() if getattr(call, "test", use) is use:
            return use, [ast.Constant(1), *ifs]
    return None


def _replaced(module: ParsedModule, node: Node, scan: Aggregate | None, total: str) -> Edit:
    if isinstance(node, ast.For):
        assert scan is not None
        return added(module, node, scan.name, total)
    return replace(module, node, bare(module, node, f"({total})") if " " in total else total)


def _unused(module: ParsedModule, items: ast.expr, stmt: ast.stmt) -> list[Edit]:
    """Takes away the slice that had a name only for the list."""
    found = named_value(module, items) if isinstance(items, ast.Name) else None
    if found is None or not isinstance(items, ast.Name) or len(module.uses(items)) != 2:
        return []
    return [delete(module, found[0])] if found[0] is not stmt else []


def _values(target: ast.expr, item: ast.expr) -> dict[str, ast.expr]:
    """What the variables of a later loop over the list stand for; empty where it takes items apart otherwise."""
    match target, item:
        case ast.Name(id=name), _:
            return {name: item}
        case ast.Tuple(elts=names), ast.Tuple(elts=parts) if len(names) == len(parts):
            pairs = zip(names, parts, strict=True)
            return {one.id: part for one, part in pairs if isinstance(one, ast.Name)}
    return {}
