"""Algorithms whose order of growth can be lowered: sorting, searching, pairs."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.detect.table import Detector, Hit
from fasterpy.detect.view import View


def _index(node: ast.expr) -> int | None:
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError):
        return None
    return value if isinstance(value, int) else None


def sorted_for_extreme(view: View) -> Iterator[Hit]:
    """``sorted(x)[0]``, ``sorted(x)[-1]``."""
    for node in view.nodes(ast.Subscript):
        if view.calls_builtin(node.value, "sorted") and _index(node.slice) in (0, -1):
            yield Hit(node, {"name": "min" if _index(node.slice) == 0 else "max"})


def sorted_for_few(view: View) -> Iterator[Hit]:
    """``sorted(x)[:k]``."""
    for node in view.nodes(ast.Subscript):
        if isinstance(node.slice, ast.Slice) and node.slice.lower is None and node.slice.upper is not None:
            if view.calls_builtin(node.value, "sorted"):
                yield Hit(node)
            elif isinstance(node.value, ast.Name):
                value = view.binding(node.value)
                if value is not None and view.calls_builtin(value, "sorted") and len(view.uses(node.value)) == 2:
                    yield Hit(node)


def sort_in_loop(view: View) -> Iterator[Hit]:
    """A sort per round."""
    for call, items in view.methods("sort"):
        loop = view.loop(call)
        if loop is not None and isinstance(items, ast.Name | ast.Attribute):
            fresh = isinstance(items, ast.Name) and view.assigned_in(items, loop)
            if not fresh and view.kind(items) != "ndarray":
                yield Hit(call, {"items": view.short(items)})
    for call in view.builtins("sorted"):
        loop = view.loop(call)
        if loop is not None and call.args and isinstance(call.args[0], ast.Name):
            if not view.assigned_in(call.args[0], loop) and view.changed_by_method(call.args[0], loop):
                yield Hit(call, {"items": call.args[0].id})


def bubble_sort(view: View) -> Iterator[Hit]:
    """Nested loops that swap neighbours."""
    for node in view.nodes(ast.Assign):
        target, value = node.targets[0], node.value
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == 2:
            if all(isinstance(elt, ast.Subscript) for elt in target.elts) and len(view.loops(node)) >= 2:
                dumps = [ast.dump(elt).replace("Store", "Load") for elt in target.elts]
                guard = view.parent(node)
                if dumps == [ast.dump(elt) for elt in reversed(value.elts)] and isinstance(guard, ast.If):
                    if any(isinstance(below, ast.Compare) for below in ast.walk(guard.test)):
                        yield Hit(view.loops(node)[-1], where=node)


def _loops_pairwise(view: View) -> Iterator[tuple[ast.For, ast.For]]:
    for inner in view.nodes(ast.For):
        outer = view.loop(inner)
        if isinstance(outer, ast.For):
            yield outer, inner


def pair_scan(view: View) -> Iterator[Hit]:
    """``for i in range(n): for j in range(i + 1, n)`` with an equality of elements."""
    for outer, inner in _loops_pairwise(view):
        if not (view.calls_builtin(inner.iter, "range") and isinstance(outer.target, ast.Name)):
            continue
        starts = {below.id for below in ast.walk(inner.iter) if isinstance(below, ast.Name)}
        both = outer.target.id in starts or ast.dump(outer.iter) == ast.dump(inner.iter)
        names = {outer.target.id, getattr(inner.target, "id", "")}
        if not both:
            continue
        for below in ast.walk(inner):
            if isinstance(below, ast.Compare) and isinstance(below.ops[0], ast.Eq):
                subs = [part for part in ast.walk(below) if isinstance(part, ast.Subscript)]
                used = {n.id for part in subs for n in ast.walk(part.slice) if isinstance(n, ast.Name)}
                if names <= used:
                    total = isinstance(below.left, ast.BinOp) or isinstance(below.comparators[0], ast.BinOp)
                    words = "two_sum" if total else "equal"
                    yield Hit(outer, {"test": view.short(below), "kind": words}, where=inner.body[0])
                    break


def nested_join(view: View) -> Iterator[Hit]:
    """``for a in left: for b in right: if a.key == b.key``."""
    for outer, inner in _loops_pairwise(view):
        one = {below.id for below in ast.walk(outer.target) if isinstance(below, ast.Name)}
        two = {below.id for below in ast.walk(inner.target) if isinstance(below, ast.Name)}
        source = {below.id for below in ast.walk(inner.iter) if isinstance(below, ast.Name)}
        if one & source or view.calls_builtin(inner.iter, "range"):
            continue
        first = inner.body[0]
        if isinstance(first, ast.If) and (test := _equal_sides(first.test, one, two)) is not None:
            yield Hit(inner, {"test": view.short(test), "items": view.short(inner.iter)}, where=inner.body[0])


def join_in_comprehension(view: View) -> Iterator[Hit]:
    """``[b for b in right if b.key == a.key]`` in a loop over a."""
    for node in view.nodes(ast.ListComp, ast.GeneratorExp, ast.SetComp):
        around = view.around(node)
        part = node.generators[-1]
        if not isinstance(part.iter, ast.Name | ast.Attribute):
            continue
        if len(node.generators) >= 2:
            outer = {b.id for g in node.generators[:-1] for b in ast.walk(g.target) if isinstance(b, ast.Name)}
        elif around and isinstance(around[0], ast.For):
            outer = {below.id for below in ast.walk(around[0].target) if isinstance(below, ast.Name)}
        else:
            outer = {arg.arg for arg in ast.walk(view.function(node)) if isinstance(arg, ast.arg)}
            outer -= {below.id for below in ast.walk(part.iter) if isinstance(below, ast.Name)}
        if outer & {below.id for below in ast.walk(part.iter) if isinstance(below, ast.Name)}:
            continue
        inner = {below.id for below in ast.walk(part.target) if isinstance(below, ast.Name)}
        for test in part.ifs:
            found = _equal_sides(test, outer, inner)
            if found is not None:
                yield Hit(node, {"test": view.short(found), "items": view.short(part.iter)})


def _equal_sides(test: ast.expr, one: set[str], two: set[str]) -> ast.Compare | None:
    """A comparison for equality with only ``one`` on a side and only ``two`` on the other."""
    parts = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
    for part in parts:
        if isinstance(part, ast.Compare) and len(part.ops) == 1 and isinstance(part.ops[0], ast.Eq):
            left = {below.id for below in ast.walk(part.left) if isinstance(below, ast.Name)}
            right = {below.id for below in ast.walk(part.comparators[0]) if isinstance(below, ast.Name)}
            for mine, other in ((left, right), (right, left)):
                if mine & one and not mine & two and other & two and not other & one:
                    return part
    return None


def linear_lookup(view: View) -> Iterator[Hit]:
    """A helper that walks records until a field equals its argument, called in a loop."""
    for loop in view.nodes(ast.For):
        function = view.function(loop)
        if not isinstance(function, ast.FunctionDef) or view.loop(loop) is not None or len(loop.body) != 1:
            continue
        params = {arg.arg for arg in ast.walk(function.args) if isinstance(arg, ast.arg)}
        targets = {below.id for below in ast.walk(loop.target) if isinstance(below, ast.Name)}
        branch = loop.body[0]
        if isinstance(branch, ast.If) and isinstance(branch.body[-1], ast.Return | ast.Break):
            test = _equal_sides(branch.test, params, targets)
            if test is not None and view.calling_depth(function) >= 1:
                yield Hit(loop, {"test": view.short(test), "items": view.short(loop.iter)})


def permutations(view: View) -> Iterator[Hit]:
    """``itertools.permutations`` of everything."""
    for call, full in view.imports("itertools.permutations", "itertools.combinations", "itertools.product"):
        whole = full == "itertools.permutations" and len(call.args) == 1
        if whole or (full == "itertools.product" and any(word.arg == "repeat" for word in call.keywords)):
            yield Hit(call, {"name": full})


def comparison_sort(view: View) -> Iterator[Hit]:
    """``functools.cmp_to_key``."""
    for call, _ in view.imports("functools.cmp_to_key"):
        yield Hit(call)


def smallest_removed(view: View) -> Iterator[Hit]:
    """``m = min(items); items.remove(m)`` in a loop, or the nearest unvisited node by a scan."""
    for call in view.builtins("min", "max"):
        loop = view.loop(call)
        if not isinstance(loop, ast.While | ast.For) or not call.args or not isinstance(call.args[0], ast.Name):
            continue
        name = call.args[0].id
        for other, items in view.methods("remove", "pop", "discard"):
            if isinstance(items, ast.Name) and items.id == name and other.args and view.inside(other, loop):
                yield Hit(call, {"items": name})
                break


def fixpoint_rescan(view: View) -> Iterator[Hit]:
    """``while changed: for x in everything``."""
    for loop in view.nodes(ast.While):
        test = loop.test
        if not isinstance(test, ast.Name):
            continue
        resets = [
            below for below in loop.body
            if isinstance(below, ast.Assign) and isinstance(below.targets[0], ast.Name)
            and below.targets[0].id == test.id and isinstance(below.value, ast.Constant) and below.value.value is False
        ]  # fmt: skip
        scans = [below for below in loop.body if isinstance(below, ast.For)]
        if resets and scans:
            yield Hit(scans[0], {"flag": test.id})


DETECTORS = (
    Detector(
        "sorted_for_extreme", "sorting", sorted_for_extreme,
        "everything is sorted and one element is used",
        "`{source}`: use {name}(), one pass",
        0.7, "sort_for_minimum", loop=0,
    ),
    Detector(
        "sorted_for_few", "sorting", sorted_for_few,
        "everything is sorted and a few elements are used",
        "`{source}`: heapq.nsmallest or nlargest keeps only as many as are asked for",
        0.5, "top_k_heap", loop=0,
    ),
    Detector(
        "sort_in_loop", "sorting", sort_in_loop,
        "`{items}` is sorted {often}, though little changed since the last time",
        "`{source}` sorts {often}; sort once outside, keep the order with bisect.insort, or use a heap",
        0.9, "sort_inside_loop",
    ),
    Detector(
        "bubble_sort", "sorting", bubble_sort,
        "neighbours are swapped in two nested loops: quadratic, in the interpreter",
        "replace the sorting loops by list.sort or sorted with a key",
        1.0, "bubble_sort",
    ),
    Detector(
        "pair_scan", "algorithms", pair_scan,
        "every pair is compared by `{test}`: quadratic",
        "`{test}` is tried for every pair; go through once with a dict or set of what was seen and look up the partner",
        0.95, "two_sum_hash",
    ),
    Detector(
        "nested_join", "algorithms", nested_join,
        "for each element all of `{items}` is walked through to find where `{test}`",
        "index `{items}` by the compared field in a dict once (lists as values when it repeats), then look `{test}` up",
        0.95, "join_tables_by_key",
    ),
    Detector(
        "join_in_comprehension", "algorithms", join_in_comprehension,
        "all of `{items}` is filtered by `{test}` {often}",
        "group `{items}` by the compared field in a dict once, then look the group up in place of `{source}`",
        0.9, "join_tables_by_key",
    ),
    Detector(
        "linear_lookup", "algorithms", linear_lookup,
        "`{items}` is walked through until `{test}`, {often}",
        "keep a dict from the compared field to the element of `{items}`; the search becomes one lookup",
        0.9, "linear_search_records",
    ),
    Detector(
        "permutations", "itertools", permutations,
        "`{name}` goes through all arrangements: factorial or exponential",
        "`{source}`: sort, count, or search with pruning in place of going through all arrangements",
        0.9, "permutations_to_sort", loop=0,
    ),
    Detector(
        "comparison_sort", "sorting", comparison_sort,
        "a Python function is called for every comparison",
        "`{source}`: sort by a key (a tuple, negated numbers for descending), computed once per element",
        0.6, "cmp_function_to_key", loop=0,
    ),
    Detector(
        "smallest_removed", "sorting", smallest_removed,
        "`{items}` is scanned for its extreme and again to remove it, {often}",
        "`{source}` scans `{items}` {often}; keep it as a heap (heapq.heappush, heappop)",
        0.9, "selection_by_min_remove",
    ),
    Detector(
        "fixpoint_rescan", "graphs", fixpoint_rescan,
        "everything is looked at again until `{flag}` stays false",
        "keep a work list of what can still change (a queue, or counts of open dependencies) in place of full rescans",
        0.85, "topological_rescan",
    ),
)  # fmt: skip
