"""Containers that a function makes for itself: filling them is nobody else's business."""

from __future__ import annotations

import ast
from collections.abc import Container

_MADE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.SetComp, ast.DictComp)
_MAKERS = frozenset({"list", "dict", "set", "deque", "defaultdict", "Counter", "OrderedDict", "sorted", "bytearray"})
_FILLING = frozenset(
    {"append", "appendleft", "add", "update", "extend", "insert", "setdefault", "pop", "popleft", "popitem", "remove"}
    | {"discard", "clear", "sort", "reverse", "rotate", "extendleft"}
)


def own_containers(function: ast.FunctionDef) -> dict[str, bool]:
    """Names that are bound to nothing but new containers in a function; whether it is a dict that makes its values."""
    given = {arg.arg for arg in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)}
    bound: dict[str, list[ast.expr | None]] = {}
    for below in (node for stmt in function.body for node in ast.walk(stmt)):
        match below:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                bound.setdefault(name, []).append(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                bound.setdefault(name, []).append(value)
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                bound.setdefault(name, []).append(None)
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                given.update(names)
    found = {}
    for name, values in bound.items():
        # Each assignment was met twice: as a statement and as its target.
        made = [value for value in values if value is not None]
        if name not in given and len(values) == 2 * len(made) and all(map(_new, made)):
            found[name] = all(_maker(value) == "defaultdict" for value in made)
    return found


def fills_own(call: ast.Call, own: dict[str, bool]) -> bool:
    """``found.append(x)``, ``groups[key].append(x)`` and ``groups.setdefault(key, []).append(x)`` of own containers."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in _FILLING:
        return False
    match call.func.value:
        case ast.Name(id=name):
            return name in own
        case ast.Subscript(value=ast.Name(id=name)):
            return own.get(name, False)
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="setdefault"), args=[_, default]):
            return name in own and _new(default)
    return False


def stores_in(node: ast.Subscript, own: Container[str]) -> bool:
    """``counts[key] = …`` of an own container."""
    return isinstance(node.value, ast.Name) and node.value.id in own


def _new(value: ast.expr) -> bool:
    return isinstance(value, _MADE) or _maker(value) in _MAKERS


def _maker(value: ast.expr) -> str:
    if not isinstance(value, ast.Call):
        return ""
    return value.func.attr if isinstance(value.func, ast.Attribute) else getattr(value.func, "id", "")
