"""Containers that a function makes for itself: filling them is nobody else's business."""

from __future__ import annotations

import ast
from collections.abc import Mapping

_MADE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.SetComp, ast.DictComp)
_MAKERS = frozenset({"list", "dict", "set", "deque", "defaultdict", "Counter", "OrderedDict", "sorted", "bytearray"})
_FILLING = frozenset(
    {"append", "appendleft", "add", "update", "extend", "insert", "setdefault", "pop", "popleft", "popitem", "remove"}
    | {"discard", "clear", "sort", "reverse", "rotate", "extendleft"}
)


def own_containers(function: ast.FunctionDef) -> dict[str, bool]:
    """Names that are bound to nothing but new containers in a function; whether all that is in them is new as well: a
    dict that makes its values, a table of rows."""
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
    put = _put_in(function)
    for name, values in bound.items():
        # Each assignment was met twice: as a statement and as its target.
        made = [value for value in values if value is not None]
        if name not in given and len(values) == 2 * len(made) and all(map(_new, made)):
            inside = [part for value in made for part in _inside(value)] + put.get(name, [])
            found[name] = all(part is not None and _new(part) for part in inside)
    return found


def _put_in(function: ast.FunctionDef) -> dict[str, list[ast.expr | None]]:
    """By name of a container: what is put into it; None for what cannot be seen."""
    found: dict[str, list[ast.expr | None]] = {}
    for below in (node for stmt in function.body for node in ast.walk(stmt)):
        match below:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
                        found.setdefault(target.value.id, []).append(value if len(targets) == 1 else None)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr), args=args):
                if attr in ("append", "appendleft", "insert", "setdefault"):
                    found.setdefault(name, []).append(args[-1] if args else None)
                elif attr in ("add", "update", "extend", "extendleft"):
                    found.setdefault(name, []).append(None)
            case ast.AugAssign(target=ast.Name(id=name)) | ast.AugAssign(target=ast.Subscript(value=ast.Name(id=name))):
                found.setdefault(name, []).append(None)
            case ast.Tuple(elts=elts, ctx=ast.Store()) | ast.List(elts=elts, ctx=ast.Store()):
                for part in elts:
                    if isinstance(part, ast.Subscript) and isinstance(part.value, ast.Name):
                        found.setdefault(part.value.id, []).append(None)
    return found


def _inside(value: ast.expr) -> list[ast.expr | None]:
    """What a new container holds from its beginning; None for what cannot be seen."""
    match value:
        case ast.List(elts=elts) | ast.Set(elts=elts):
            return list(elts)
        case ast.Dict(values=values):
            return list(values)
        case ast.ListComp(elt=elt) | ast.SetComp(elt=elt) | ast.DictComp(value=elt):
            return [elt]
        case ast.Call(args=[], keywords=[]):
            return []
        case ast.Call(args=[_], keywords=[]) if _maker(value) == "defaultdict":
            return []
    return [None]


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


def stores_in(node: ast.Subscript, own: Mapping[str, bool]) -> bool:
    """``counts[key] = …`` of an own container, and ``table[i][j] = …`` of one whose rows are new."""
    match node.value:
        case ast.Name(id=name):
            return name in own
        case ast.Subscript(value=ast.Name(id=name)):
            return own.get(name, False)
    return False


def _new(value: ast.expr) -> bool:
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mult):
        return isinstance(value.left, ast.List) or isinstance(value.right, ast.List)
    return isinstance(value, _MADE) or _maker(value) in _MAKERS


def _maker(value: ast.expr) -> str:
    if not isinstance(value, ast.Call):
        return ""
    return value.func.attr if isinstance(value.func, ast.Attribute) else getattr(value.func, "id", "")
