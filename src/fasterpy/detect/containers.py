"""Lists that are searched, counted or grown by copying."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from fasterpy.analysis.typenames import element
from fasterpy.detect.table import Detector, Hit
from fasterpy.detect.view import Loop, View

_UNHASHABLE = ("list", "dict", "set", "deque", "defaultdict", "Counter")


def _tests(view: View) -> Iterator[tuple[ast.Compare, ast.expr]]:
    for node in view.nodes(ast.Compare):
        if len(node.ops) == 1 and isinstance(node.ops[0], ast.In | ast.NotIn):
            yield node, node.comparators[0]


def _made_list(view: View, node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and view.calls_builtin(node, "list", "sorted") and bool(node.args)


def membership_in_list(view: View) -> Iterator[Hit]:
    """``x in items`` where items is a list."""
    for node, items in _tests(view):
        if isinstance(items, ast.Name | ast.Attribute) and view.is_list(items) and not view.is_small(items):
            if element(view.types.of(items)).partition("[")[0] not in _UNHASHABLE:
                yield Hit(node, {"items": view.short(items)})
        elif isinstance(items, ast.ListComp) or _made_list(view, items):
            yield Hit(node, {"items": view.short(items)})


def membership_in_literal(view: View) -> Iterator[Hit]:
    """``x in [1, 2, 3, 4]``: a list that is compared one by one."""
    for node, items in _tests(view):
        value = view.binding(items) if isinstance(items, ast.Name) else items
        if isinstance(value, ast.List | ast.Tuple) and view.is_small(items) and len(value.elts) >= 4:
            if all(isinstance(elt, ast.Constant) for elt in value.elts):
                yield Hit(node, {"items": view.short(items)})


def keys_membership(view: View) -> Iterator[Hit]:
    """``k in d.keys()`` or ``k in list(d)``."""
    for node, items in _tests(view):
        inner: ast.expr = items
        wrapped = view.calls_builtin(items, "list", "tuple", "set") and bool(items.args)  # type: ignore[attr-defined]
        if wrapped:
            inner = items.args[0]  # type: ignore[attr-defined]
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute) and inner.func.attr == "keys":
            yield Hit(node, {"items": view.short(inner.func.value)}, 1.0 if wrapped else 0.25)


def values_membership(view: View) -> Iterator[Hit]:
    """``v in d.values()``."""
    for node, items in _tests(view):
        inner = items.args[0] if view.calls_builtin(items, "list", "tuple") and items.args else items  # type: ignore[attr-defined]
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute) and inner.func.attr == "values":
            yield Hit(node, {"items": view.short(inner.func.value)})


def list_index(view: View) -> Iterator[Hit]:
    """``items.index(x)``."""
    for call, items in view.methods("index"):
        known = view.kind(items)
        if (view.is_list(items) or known == "tuple") and not view.is_small(items):
            yield Hit(call, {"items": view.short(items)})


def list_count(view: View) -> Iterator[Hit]:
    """``items.count(x)`` for many x."""
    for call, items in view.methods("count"):
        around = view.around(call)
        if not call.args or len(call.args) > 1 or view.is_small(items):
            continue
        known = view.kind(items)
        counted = call.args[0]
        if isinstance(counted, ast.Constant):
            continue
        if known in ("list", "tuple", "str") or view.is_list(items) or _iterates(around, items, view):
            yield Hit(call, {"items": view.short(items)})


def _iterates(around: Sequence[Loop], items: ast.expr, view: View) -> bool:
    for loop in around:
        if isinstance(loop, ast.For | ast.AsyncFor):
            sources = [loop.iter]
        else:
            sources = [part.iter for part in getattr(loop, "generators", ())]
        for source in sources:
            inner: ast.expr = source
            if isinstance(source, ast.Call) and view.calls_builtin(source, "set", "list", "sorted") and source.args:
                inner = source.args[0]
            if view.same(inner, items):
                return True
    return False


def any_equality(view: View) -> Iterator[Hit]:
    """``any(x == y for y in items)``: a membership test written out."""
    for call in view.builtins("any"):
        if len(call.args) == 1 and isinstance(call.args[0], ast.GeneratorExp | ast.ListComp):
            test, parts = call.args[0].elt, call.args[0].generators
            if len(parts) == 1 and not parts[0].ifs and isinstance(test, ast.Compare):
                if isinstance(test.ops[0], ast.Eq) and isinstance(parts[0].target, ast.Name):
                    yield Hit(call, {"items": view.short(parts[0].iter)})


def counting_with_try(view: View) -> Iterator[Hit]:
    """``try: d[k] += 1`` / ``except KeyError: d[k] = 1``, or the ``if k in d`` twin."""
    for node in view.nodes(ast.Try):
        if len(node.body) == 1 and isinstance(node.body[0], ast.AugAssign) and len(node.handlers) == 1:
            kind = node.handlers[0].type
            if isinstance(node.body[0].target, ast.Subscript) and isinstance(kind, ast.Name) and kind.id == "KeyError":
                yield Hit(node, {"table": view.short(node.body[0].target.value)})
    for branch in view.nodes(ast.If):
        parts = _counted(branch)
        if parts is not None:
            yield Hit(branch, {"table": view.short(parts)}, 0.7)


def _counted(node: ast.If) -> ast.expr | None:
    test = node.test
    if not (isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.In | ast.NotIn)) or not node.orelse:
        return None
    one, other = node.body[0], node.orelse[0]
    if isinstance(test.ops[0], ast.NotIn):
        one, other = other, one
    if isinstance(one, ast.AugAssign) and isinstance(one.target, ast.Subscript) and isinstance(other, ast.Assign):
        if isinstance(one.value, ast.Constant) and isinstance(other.value, ast.Constant):
            return one.target.value if ast.dump(one.target.value) == ast.dump(test.comparators[0]) else None
    return None


def grouping_by_test(view: View) -> Iterator[Hit]:
    """``if k not in d: d[k] = []`` before ``d[k].append``."""
    for node in view.nodes(ast.If):
        test = node.test
        if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.NotIn)):
            continue
        first = node.body[0]
        if len(node.body) == 1 and isinstance(first, ast.Assign) and isinstance(first.targets[0], ast.Subscript):
            empty = isinstance(first.value, ast.List | ast.Dict | ast.Set) or view.calls_builtin(
                first.value, "set", "list", "dict"
            )
            if empty and view.same(first.targets[0].value, test.comparators[0]):
                yield Hit(node, {"table": view.short(test.comparators[0])})


def double_lookup(view: View) -> Iterator[Hit]:
    """``if k in d: ... d[k]``."""
    for node in view.nodes(ast.If, ast.IfExp):
        test = node.test
        if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.In):
            table = test.comparators[0]
            if view.kind(table) not in ("dict", "defaultdict", "Counter", ""):
                continue
            first = node.body if isinstance(node, ast.IfExp) else node.body[0]
            wanted = ast.dump(test.left), ast.dump(table)
            for below in ast.walk(first):
                if isinstance(below, ast.Subscript) and isinstance(below.ctx, ast.Load):
                    if (ast.dump(below.slice), ast.dump(below.value)) == wanted:
                        yield Hit(node, {"table": view.short(table), "key": view.short(test.left)})
                        break


DETECTORS = (
    Detector(
        "membership_in_list", "containers", membership_in_list,
        "`{items}` is a list: the test compares its elements one by one, {often}",
        "`{source}` scans the list `{items}` {often}; keep its elements in a set (or a dict) beside it",
        0.95, "membership_list_to_set",
    ),
    Detector(
        "membership_in_literal", "containers", membership_in_literal,
        "the elements of `{items}` are compared one by one, {often}",
        "`{source}`: write the constants as a frozenset outside the loop, so the test is one hash lookup",
        0.25, "constant_container_in_loop",
    ),
    Detector(
        "keys_membership", "containers", keys_membership,
        "a list or view of keys is made for one membership test, {often}",
        "`{source}`: test `in {items}` itself, one hash lookup",
        0.9, "dict_keys_list_membership",
    ),
    Detector(
        "values_membership", "containers", values_membership,
        "the values of `{items}` are scanned {often}",
        "`{source}` scans all values {often}; keep a set of the values or an inverted dict beside `{items}`",
        0.85, "dict_values_scan",
    ),
    Detector(
        "list_index", "containers", list_index,
        "`index` scans `{items}` from the start, {often}",
        "`{source}` scans `{items}` {often}; make a dict from element to position once, before the loop",
        0.9, "index_in_loop",
    ),
    Detector(
        "list_count", "containers", list_count,
        "`count` scans all of `{items}` {often}",
        "`{source}` scans `{items}` {often}; count everything once with collections.Counter before the loop",
        0.9, "count_in_loop",
    ),
    Detector(
        "any_equality", "containers", any_equality,
        "a generator compares elements of `{items}` one by one, {often}",
        "`{source}` is a membership test; keep the compared values of `{items}` in a set built before the loop",
        0.85, "membership_list_to_set",
    ),
    Detector(
        "counting_with_try", "containers", counting_with_try,
        "each count costs two lookups and a branch or an exception",
        "count with collections.Counter (over the whole iterable where possible) or a defaultdict(int) in place of "
        "`{table}`",
        0.5, "counting_with_try",
    ),
    Detector(
        "grouping_by_test", "containers", grouping_by_test,
        "each element costs three lookups in `{table}`",
        "make `{table}` a collections.defaultdict (or bind `setdefault`'s result), so each element costs one lookup",
        0.4, "group_by_key",
    ),
    Detector(
        "double_lookup", "containers", double_lookup,
        "`{key}` is hashed and looked up twice, {often}",
        "look `{key}` up once: `value = {table}.get({key})` and test the value",
        0.25,
    ),
)  # fmt: skip
