"""Ranges that are summed, searched or multiplied again for every position."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.detect.table import Detector, Hit
from fasterpy.detect.view import View


def slice_aggregate(view: View) -> Iterator[Hit]:
    """``sum(items[i:i + k])`` in a loop over i."""
    for call in view.builtins("sum", "max", "min"):
        if len(call.args) == 1 and isinstance(call.args[0], ast.Subscript):
            part = call.args[0].slice
            loop = next(iter(view.around(call)), None)
            if not isinstance(part, ast.Slice) or loop is None or (part.lower is None and part.upper is None):
                continue
            name = call.func.id  # type: ignore[attr-defined]
            better = "prefix sums (itertools.accumulate) or a running sum"
            if name != "sum":
                better = "running extremes (accumulate(xs, max)) or a monotonic deque"
            yield Hit(call, {"items": view.short(call.args[0].value), "better": better})


def subarray_sums(view: View) -> Iterator[Hit]:
    """Three nested loops, or two and a sum, over the start and end of a part."""
    for loop in view.nodes(ast.For):
        around = [above for above in view.loops(loop) if isinstance(above, ast.For)]
        if len(around) < 2 or not view.calls_builtin(loop.iter, "range"):
            continue
        names = {below.id for below in ast.walk(loop.iter) if isinstance(below, ast.Name)}
        outer = {above.target.id for above in around[:2] if isinstance(above.target, ast.Name)}
        if len(outer) == 2 and outer <= names and isinstance(loop.body[0], ast.AugAssign):
            yield Hit(loop, where=loop.body[0])


def matrix_product(view: View) -> Iterator[Hit]:
    """``c[i][j] += a[i][k] * b[k][j]`` in three loops."""
    for node in view.nodes(ast.AugAssign):
        if isinstance(node.op, ast.Add) and isinstance(node.value, ast.BinOp) and isinstance(node.value.op, ast.Mult):
            sides = (node.value.left, node.value.right)
            two = all(isinstance(s, ast.Subscript) and isinstance(s.value, ast.Subscript) for s in sides)
            if two and len(view.around(node)) >= 3:
                yield Hit(node)


def transpose_by_index(view: View) -> Iterator[Hit]:
    """``[[m[i][j] for i in ...] for j in ...]`` and its loop form."""
    for node in view.nodes(ast.ListComp):
        if not isinstance(node.elt, ast.ListComp) or not isinstance(node.elt.elt, ast.Subscript):
            continue
        inner, outer = node.elt.generators[0].target, node.generators[0].target
        item = node.elt.elt
        if isinstance(item.value, ast.Subscript) and isinstance(inner, ast.Name) and isinstance(outer, ast.Name):
            if isinstance(item.slice, ast.Name) and isinstance(item.value.slice, ast.Name):
                if (item.value.slice.id, item.slice.id) == (inner.id, outer.id):
                    yield Hit(node)


def column_in_loop(view: View) -> Iterator[Hit]:
    """``[row[j] for row in grid]`` in a loop over j."""
    for node in view.nodes(ast.ListComp, ast.GeneratorExp):
        loop = next(iter(view.around(node)), None)
        target = node.generators[0].target
        if loop is None or not isinstance(target, ast.Name) or not isinstance(node.elt, ast.Subscript):
            continue
        item = node.elt
        if isinstance(item.value, ast.Name) and item.value.id == target.id and isinstance(item.slice, ast.Name):
            targets = (
                [loop.target] if isinstance(loop, ast.For) else [p.target for p in getattr(loop, "generators", ())]
            )
            if any(isinstance(t, ast.Name) and t.id == item.slice.id for t in targets):
                yield Hit(node)


def unbroken_brute_force(view: View) -> Iterator[Hit]:
    """Three nested ranges that test an equation of their variables."""
    for loop in view.nodes(ast.For):
        around = view.loops(loop)
        loops = [loop, *(above for above in around if isinstance(above, ast.For))]
        if len(loops) < 3 or not all(view.calls_builtin(one.iter, "range") for one in loops[:3]):
            continue
        names = {one.target.id for one in loops[:3] if isinstance(one.target, ast.Name)}
        for below in loop.body:
            if isinstance(below, ast.If):
                for test in ast.walk(below.test):
                    if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq):
                        direct = {
                            n.id for n in ast.walk(test)
                            if isinstance(n, ast.Name) and isinstance(view.parent(n), ast.BinOp | ast.Compare)
                        }  # fmt: skip
                        if names <= direct:
                            yield Hit(loops[2], {"test": view.short(test)}, where=loop.body[0])


def product_filtered(view: View) -> Iterator[Hit]:
    """A comprehension over three ranges with an equation."""
    for node in view.nodes(ast.ListComp, ast.GeneratorExp, ast.SetComp):
        if len(node.generators) >= 3 and any(part.ifs for part in node.generators):
            if all(view.calls_builtin(part.iter, "range") for part in node.generators):
                yield Hit(node)


def path_copied(view: View) -> Iterator[Hit]:
    """``queue.append((next, path + [next]))``."""
    for call, _ in view.methods("append", "appendleft", "put"):
        for below in ast.walk(call):
            if isinstance(below, ast.BinOp) and isinstance(below.op, ast.Add) and isinstance(below.right, ast.List):
                if isinstance(view.loop(call), ast.For | ast.While) and isinstance(below.left, ast.Name):
                    yield Hit(call, {"path": view.short(below.left)})


def edge_list_scan(view: View) -> Iterator[Hit]:
    """``for a, b in edges: if a == node`` inside a search loop."""
    for loop in view.nodes(ast.For):
        outer = view.loop(loop)
        if outer is None and view.calling_depth(view.function(loop)) == 0:
            continue
        if isinstance(loop.target, ast.Tuple) and isinstance(loop.iter, ast.Name) and isinstance(loop.body[0], ast.If):
            names = {elt.id for elt in loop.target.elts if isinstance(elt, ast.Name)}
            test = loop.body[0].test
            parts = test.values if isinstance(test, ast.BoolOp) else [test]
            for part in parts:
                if isinstance(part, ast.Compare) and isinstance(part.ops[0], ast.Eq):
                    sides = [s for s in (part.left, part.comparators[0]) if isinstance(s, ast.Name)]
                    if len(sides) == 2 and len({s.id for s in sides} & names) == 1 and isinstance(outer, ast.While):
                        yield Hit(loop, {"edges": loop.iter.id, "test": view.short(part)}, where=loop.body[0])
                        break


DETECTORS = (
    Detector(
        "slice_aggregate", "algorithms", slice_aggregate,
        "a slice of `{items}` is copied and scanned {often}",
        "`{source}` scans a slice {often}; use {better}",
        0.95, "running_window_sum",
    ),
    Detector(
        "subarray_sums", "algorithms", subarray_sums,
        "each part is added up from its start: cubic",
        "add up once into prefix sums, so that each part costs one subtraction",
        1.0, "prefix_sums",
    ),
    Detector(
        "matrix_product", "numeric", matrix_product,
        "four subscripts per product, in three nested loops",
        "multiply by rows and columns: `sum(map(operator.mul, row, column))` over `zip(*b)`, or numpy `a @ b`",
        0.8, "matrix_multiply_lists",
    ),
    Detector(
        "transpose_by_index", "numeric", transpose_by_index,
        "two subscripts per element",
        "`{source}`: transpose with `zip(*rows)`",
        0.5, "transpose_by_index", loop=0,
    ),
    Detector(
        "column_in_loop", "numeric", column_in_loop,
        "a column is gathered {often}",
        "`{source}`: transpose once with `list(zip(*rows))` and index the columns",
        0.5, "transpose_by_index",
    ),
    Detector(
        "brute_force_equation", "algorithms", unbroken_brute_force,
        "all combinations are tried for `{test}`",
        "solve `{test}` for the innermost variable and check its range: one loop less",
        1.0, "nested_product_filter",
    ),
    Detector(
        "product_filtered", "itertools", product_filtered,
        "all combinations are made and most are dropped",
        "`{source}`: compute the last variable from the others, or count by arithmetic",
        0.9, "nested_product_filter", loop=0,
    ),
    Detector(
        "path_copied", "graphs", path_copied,
        "the whole path is copied {often}",
        "`{source}` copies `{path}`; keep a dict from node to predecessor and build the path once at the end",
        0.7, "path_copied_per_node",
    ),
    Detector(
        "edge_list_scan", "graphs", edge_list_scan,
        "all of `{edges}` is scanned for `{test}`, {often}",
        "build an adjacency dict (node to neighbours) from `{edges}` once and look the node up",
        0.95, "edge_list_scan",
    ),
)  # fmt: skip
