"""Copies and lists that nobody needs."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.purity import mutated_names
from fasterpy.detect.table import Detector, Hit
from fasterpy.detect.view import View


def list_cast_iterated(view: View) -> Iterator[Hit]:
    """``for x in list(items)`` where the body leaves items alone."""
    for node in view.nodes(ast.For):
        source = node.iter
        if view.calls_builtin(source, "list", "tuple") and len(source.args) == 1:  # type: ignore[attr-defined]
            inner = source.args[0]  # type: ignore[attr-defined]
            names = {below.id for below in ast.walk(inner) if isinstance(below, ast.Name)}
            rebound, mutated = set[str](), set[str]()
            for stmt in node.body:
                one, two = mutated_names(stmt)
                rebound, mutated = rebound | one, mutated | two
            if not names & (mutated | rebound):
                yield Hit(source, {"inner": view.short(inner)}, where=node)


def dict_items_half_used(view: View) -> Iterator[Hit]:
    """``for k, v in d.items()`` with one of the two unused."""
    for node in view.nodes(ast.For):
        target, source = node.target, node.iter
        if not (isinstance(target, ast.Tuple) and len(target.elts) == 2 and isinstance(source, ast.Call)):
            continue
        if not (isinstance(source.func, ast.Attribute) and source.func.attr == "items" and not source.args):
            continue
        for elt, other in zip(target.elts, ("values", "keys"), strict=True):
            if isinstance(elt, ast.Name) and all(use is elt for use in view.uses(elt)):
                yield Hit(source, {"table": view.short(source.func.value), "other": other}, where=node)
                break


def copy_per_round(view: View) -> Iterator[Hit]:
    """A whole container is copied in a loop."""
    for call, items in view.methods("copy"):
        if not call.args and view.kind(items) in ("list", "dict", "set") and isinstance(items, ast.Name):
            yield Hit(call, {"items": view.short(items)})
    for call in view.builtins("list", "dict", "set"):
        if len(call.args) == 1 and isinstance(call.args[0], ast.Name) and view.calls_builtin(call, "list", "dict"):
            if view.kind(call.args[0]) in ("list", "dict") and not isinstance(view.parent(call), ast.For):
                yield Hit(call, {"items": view.short(call.args[0])})
    for node in view.nodes(ast.Subscript):
        part = node.slice
        if isinstance(part, ast.Slice) and part.lower is None and part.upper is None and part.step is None:
            if isinstance(node.ctx, ast.Load) and view.kind(node.value) in ("list", ""):
                yield Hit(node, {"items": view.short(node.value)})


def deepcopy(view: View) -> Iterator[Hit]:
    """``copy.deepcopy``."""
    for call, _ in view.imports("copy.deepcopy"):
        yield Hit(call, {"items": view.short(call.args[0]) if call.args else "it"})


def list_for_any(view: View) -> Iterator[Hit]:
    """``any([...])``: the whole list is made before the first test."""
    for call in view.builtins("any", "all"):
        if len(call.args) == 1 and isinstance(call.args[0], ast.ListComp):
            yield Hit(call)


def len_of_filter(view: View) -> Iterator[Hit]:
    """``len([x for x in xs if ...])``, ``len(list(filter(...)))``."""
    for call in view.builtins("len"):
        if len(call.args) == 1 and isinstance(call.args[0], ast.ListComp) and call.args[0].generators[0].ifs:
            yield Hit(call)


def list_then_first(view: View) -> Iterator[Hit]:
    """``[x for x in xs if c][0]`` or ``list(...)[0]``."""
    for node in view.nodes(ast.Subscript):
        value = node.value
        first = isinstance(node.slice, ast.Constant) and node.slice.value == 0
        if first and (isinstance(value, ast.ListComp) or view.calls_builtin(value, "list")):
            yield Hit(node)


def flatten_with_sum(view: View) -> Iterator[Hit]:
    """``sum(lists, [])``."""
    for call in view.builtins("sum"):
        start = (
            call.args[1] if len(call.args) == 2 else next((w.value for w in call.keywords if w.arg == "start"), None)
        )
        if isinstance(start, ast.List | ast.Tuple):
            yield Hit(call)


def useless_list_call(view: View) -> Iterator[Hit]:
    """A list is made only to be consumed at once: ``sum([...])``, ``set([...])``, ``sorted(list(x))``."""
    for call in view.builtins("sum", "max", "min", "set", "sorted", "tuple", "frozenset", "dict"):
        if len(call.args) != 1 or not call.args:
            continue
        arg = call.args[0]
        if isinstance(arg, ast.ListComp) and not view.calls_builtin(call, "tuple", "sorted", "dict", "max", "min"):
            yield Hit(call, {"inner": "a generator or set comprehension"}, 0.8)
        elif view.calls_builtin(arg, "list", "tuple") and len(arg.args) == 1:  # type: ignore[attr-defined]
            yield Hit(call, {"inner": f"`{view.short(arg.args[0])}` itself"})  # type: ignore[attr-defined]


def bytes_slicing(view: View) -> Iterator[Hit]:
    """Slices of bytes in a loop."""
    for node in view.nodes(ast.Subscript):
        if isinstance(node.slice, ast.Slice) and view.kind(node.value) in ("bytes", "bytearray"):
            yield Hit(node, {"items": view.short(node.value)})


def constant_list(view: View) -> Iterator[Hit]:
    """A list of constants that is built in every round and never changed."""
    for node in view.nodes(ast.List):
        if len(node.elts) < 2 or not all(isinstance(elt, ast.Constant | ast.UnaryOp) for elt in node.elts):
            continue
        parent = view.parent(node)
        if isinstance(parent, ast.For) and parent.iter is node:
            yield Hit(node, where=parent)
        elif isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name):
            uses = view.uses(parent.targets[0])
            plain = all(
                isinstance(use.ctx, ast.Store)
                or (isinstance(above := view.parent(use), ast.For | ast.Compare | ast.comprehension))
                or (isinstance(above, ast.Subscript) and isinstance(above.ctx, ast.Load))
                for use in uses
            )
            if plain and len(uses) > 1:
                yield Hit(node)


DETECTORS = (
    Detector(
        "list_cast_iterated", "containers", list_cast_iterated,
        "a list is made only to walk through it",
        "`{source}` copies before iterating; iterate over `{inner}` itself",
        0.25, loop=0, linters=("PERF101", "W8101"),
    ),
    Detector(
        "dict_items_half_used", "containers", dict_items_half_used,
        "pairs are made and one half is thrown away",
        "`{source}`: use `{table}.{other}()`, the other half is not used",
        0.25, loop=0, linters=("PERF102", "W8102"),
    ),
    Detector(
        "copy_per_round", "containers", copy_per_round,
        "all of `{items}` is copied {often}",
        "`{source}` copies `{items}` {often}; change it in place and undo, or copy only what is kept",
        0.6, "defensive_copy_in_loop",
    ),
    Detector(
        "deepcopy", "containers", deepcopy,
        "deepcopy walks the object graph with a memo and much dispatch",
        "`{source}`: copy by hand what is changed (`dict(x)`, `[row[:] for row in grid]`), deepcopy is 10-100 times "
        "slower",
        0.8, "deepcopy_flat_data", loop=0,
    ),
    Detector(
        "list_for_any", "loops", list_for_any,
        "the whole list is made before the first element is tested",
        "`{source}`: drop the brackets, so the test stops at the first element that decides",
        0.7, "list_in_any", loop=0,
    ),
    Detector(
        "len_of_filter", "loops", len_of_filter,
        "a list is made only to be counted",
        "`{source}`: count with `sum(1 for ... if ...)` or a Counter when several counts are asked for",
        0.3, "count_matching", loop=0,
    ),
    Detector(
        "list_then_first", "generators", list_then_first,
        "all elements are made and one is used",
        "`{source}`: take the first with `next(...)` over a generator and stop there",
        0.7, "list_then_first", loop=0,
    ),
    Detector(
        "flatten_with_sum", "containers", flatten_with_sum,
        "each addition copies all that came before: quadratic",
        "`{source}`: flatten with itertools.chain.from_iterable or a nested comprehension",
        0.95, "flatten_with_sum", loop=0,
    ),
    Detector(
        "useless_list_call", "containers", useless_list_call,
        "an intermediate list is made and thrown away",
        "`{source}`: pass {inner}, no list in between",
        0.25, loop=0,
    ),
    Detector(
        "bytes_slicing", "containers", bytes_slicing,
        "each slice copies its bytes, {often}",
        "`{source}`: slice a memoryview of `{items}`, which copies nothing",
        0.4, linters=("W8204",),
    ),
    Detector(
        "constant_list", "micro", constant_list,
        "the list is built again {often} and never changed",
        "`{source}`: a tuple of constants is built once, at compile time",
        0.2, "constant_container_in_loop", linters=("W8301",),
    ),
)  # fmt: skip
