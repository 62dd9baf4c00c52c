"""Lists used as queues, and containers that are rebuilt to grow by one."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.detect.table import Detector, Hit
from fasterpy.detect.view import View


def _zero(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == 0 and not isinstance(node.value, bool)


def pop_front(view: View) -> Iterator[Hit]:
    """``items.pop(0)`` and ``del items[0]``."""
    for call, items in view.methods("pop"):
        if len(call.args) == 1 and _zero(call.args[0]) and view.kind(items) in ("list", ""):
            yield Hit(call, {"items": view.short(items)})
    for node in view.nodes(ast.Delete):
        for target in node.targets:
            if isinstance(target, ast.Subscript) and _zero(target.slice) and view.is_list(target.value):
                yield Hit(node, {"items": view.short(target.value)})


def insert_front(view: View) -> Iterator[Hit]:
    """``items.insert(0, x)``."""
    for call, items in view.methods("insert"):
        if len(call.args) == 2 and _zero(call.args[0]) and view.imported(items) != "sys.path":
            if not (isinstance(items, ast.Attribute) and items.attr == "path"):
                yield Hit(call, {"items": view.short(items)})


def list_remove(view: View) -> Iterator[Hit]:
    """``items.remove(x)`` on a list."""
    for call, items in view.methods("remove"):
        if len(call.args) == 1 and view.is_list(items):
            yield Hit(call, {"items": view.short(items)})


def _grown(view: View) -> Iterator[tuple[ast.Assign, ast.Name, ast.expr, bool]]:
    """``x = x + y``: statement, x, y, whether x comes first."""
    for node in view.nodes(ast.Assign):
        if len(node.targets) == 1 and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.BinOp):
            name, value = node.targets[0], node.value
            if isinstance(value.op, ast.Add | ast.BitOr):
                for side, other, first in ((value.left, value.right, True), (value.right, value.left, False)):
                    if isinstance(side, ast.Name) and side.id == name.id:
                        yield node, name, other, first
                        break


def list_concat(view: View) -> Iterator[Hit]:
    """``x = x + [y]``."""
    for node, name, other, _ in _grown(view):
        if view.kind(other) == "list" and isinstance(node.value, ast.BinOp) and isinstance(node.value.op, ast.Add):
            yield Hit(node, {"name": name.id})


def tuple_growth(view: View) -> Iterator[Hit]:
    """``x += (y,)`` or ``x = x + (y,)``."""
    for node, name, other, _ in _grown(view):
        if view.kind(other) == "tuple":
            yield Hit(node, {"name": name.id})
    for step in view.nodes(ast.AugAssign):
        if isinstance(step.op, ast.Add) and isinstance(step.target, ast.Name) and view.kind(step.value) == "tuple":
            if view.kind(step.target) == "tuple":
                yield Hit(step, {"name": step.target.id})


def rebuilt_set_or_dict(view: View) -> Iterator[Hit]:
    """``s = s | {x}``, ``s = s.union(..)``, ``d = {**d, k: v}``, ``d = dict(d, ...)``."""
    for node, name, other, _ in _grown(view):
        if view.kind(other) in ("set", "dict") and isinstance(node.value, ast.BinOp):
            if isinstance(node.value.op, ast.BitOr):
                yield Hit(node, {"name": name.id})
    for node in view.nodes(ast.Assign):
        if len(node.targets) != 1 or not isinstance(node.targets[0], ast.Name):
            continue
        name, value = node.targets[0], node.value
        if isinstance(value, ast.Dict) and any(
            key is None and isinstance(item, ast.Name) and item.id == name.id
            for key, item in zip(value.keys, value.values, strict=True)
        ):
            yield Hit(node, {"name": name.id})
        elif isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr == "union":
            if isinstance(value.func.value, ast.Name) and value.func.value.id == name.id:
                yield Hit(node, {"name": name.id})


def slice_shrink(view: View) -> Iterator[Hit]:
    """``items = items[1:]`` in a loop."""
    for node in view.nodes(ast.Assign):
        target, value = node.targets[0], node.value
        if isinstance(target, ast.Name) and isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Slice):
            if isinstance(value.value, ast.Name) and value.value.id == target.id and value.slice.lower is not None:
                yield Hit(node, {"name": target.id})


def queue_module(view: View) -> Iterator[Hit]:
    """``queue.Queue`` in a file without threads."""
    threads = {"threading", "concurrent", "multiprocessing", "asyncio", "_thread"}
    for node in view.nodes(ast.Import, ast.ImportFrom):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
        if threads & {name.split(".")[0] for name in names}:
            return
    for call, full in view.imports("queue.Queue", "queue.LifoQueue", "queue.PriorityQueue", "queue.SimpleQueue"):
        other = {"queue.PriorityQueue": "heapq on a list", "queue.LifoQueue": "a list"}.get(full, "collections.deque")
        yield Hit(call, {"name": full, "other": other})


def growing_aggregate(view: View) -> Iterator[Hit]:
    """``max(items)`` in the loop that appends to ``items``."""
    for call in view.builtins("max", "min", "sum", "sorted"):
        if len(call.args) == 1 and isinstance(call.args[0], ast.Name):
            loop = view.loop(call)
            if loop is not None and view.changed_by_method(call.args[0], loop):
                if not view.assigned_in(call.args[0], loop):
                    yield Hit(call, {"items": call.args[0].id})


DETECTORS = (
    Detector(
        "pop_front", "containers", pop_front,
        "removing the first element moves all others, {often}",
        "`{source}` moves the whole list {often}; make `{items}` a collections.deque and use popleft()",
        0.85, "queue_pop_front",
    ),
    Detector(
        "insert_front", "containers", insert_front,
        "inserting at the front moves all elements, {often}",
        "`{source}` moves the whole list {often}; append and reverse at the end, or use deque.appendleft",
        0.85, "insert_front",
    ),
    Detector(
        "list_remove", "containers", list_remove,
        "`remove` searches `{items}` and moves what follows, {often}",
        "`{source}` searches and shifts `{items}` {often}; build a new list of what stays, or keep a set",
        0.8, "remove_while_scanning",
    ),
    Detector(
        "list_concat", "containers", list_concat,
        "the whole list `{name}` is copied {often}",
        "`{source}` copies `{name}` {often}; use `{name}.append` or `{name}.extend`",
        0.9, "list_concat_in_loop",
    ),
    Detector(
        "tuple_growth", "containers", tuple_growth,
        "the whole tuple `{name}` is copied {often}",
        "`{source}` copies `{name}` {often}; collect in a list and make the tuple once at the end",
        0.9, "tuple_growth",
    ),
    Detector(
        "rebuilt_set_or_dict", "containers", rebuilt_set_or_dict,
        "`{name}` is built anew {often}",
        "`{source}` copies `{name}` {often}; change it in place (`add`, `update`, `{name}[key] = value`)",
        0.9,
    ),
    Detector(
        "slice_shrink", "containers", slice_shrink,
        "the rest of `{name}` is copied {often}",
        "`{source}` copies what is left of `{name}` {often}; move an index instead, or use a deque",
        0.85, "queue_pop_front",
    ),
    Detector(
        "queue_module", "containers", queue_module,
        "`{name}` takes a lock for every put and get, and nothing here runs in threads",
        "replace `{name}` by {other}: no locks",
        0.8, loop=0,
    ),
    Detector(
        "growing_aggregate", "containers", growing_aggregate,
        "`{items}` grows in the same loop and is scanned again {often}",
        "`{source}` scans the growing `{items}` {often}; keep the running value in a variable",
        0.9, "max_in_growing_list",
    ),
)  # fmt: skip
