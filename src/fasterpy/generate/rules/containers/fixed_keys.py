"""Whether what a sort key reads of an item stays as it is while a loop runs."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import PURE_BUILTINS, PURE_METHODS, mutated_names, root_name
from fasterpy.generate.rules.algorithms.conditions import names_in

_MAKING = ("__init__", "__post_init__", "__new__")
_CHANGING = (
    "append",
    "clear",
    "extend",
    "insert",
    "pop",
    "popitem",
    "remove",
    "reverse",
    "setdefault",
    "sort",
    "update",
)
_KEEPING = ("append", "add", "appendleft", "remove", "discard", "sort", "popleft")


def fixed(module: ParsedModule, key: ast.expr | None, area: ast.AST, taken: str = "") -> bool:
    """Whether ``key`` gives the same for every item as long as ``area`` runs.

    ``taken`` is the variable that holds an item there. No key: the items are compared as a whole.
    """
    reads = _reads(module, key, area)
    return reads is not None and untouched(module, *reads, area, taken)


def untouched(module: ParsedModule, whole: bool, fields: set[object], area: ast.AST, taken: str) -> bool:
    """Whether nothing changes these fields of an item in ``area``, or anything of it when it is read as a whole."""
    if any(_computed(module, field) for field in fields if isinstance(field, str)):
        return False
    places: list[ast.AST] = [area]
    if any(_may_do_anything(module, call) for call in ast.walk(area) if isinstance(call, ast.Call)):
        inner = module.nodes(ast.FunctionDef, ast.AsyncFunctionDef)
        places += [function for function in inner if function.name not in _MAKING and not module.inside(area, function)]
    stores = [(place, below) for place in places for below in ast.walk(place)]
    return not any(_hits(below, whole, fields, taken if place is area else "") for place, below in stores)


def _reads(module: ParsedModule, key: ast.expr | None, area: ast.AST) -> tuple[bool, set[object]] | None:
    """Whether the key looks at whole items, and which attributes and constant places it reads of them."""
    match key:
        case None:
            return True, set()
        case ast.Lambda(args=ast.arguments(posonlyargs=[], args=[item], kwonlyargs=[], vararg=None, kwarg=None)):
            return _parts(module, item.arg, key.body, area)
        case ast.Call(func=func, args=args, keywords=[]) if module.imported(func) in (
            "operator.attrgetter",
            "operator.itemgetter",
        ):
            if not all(isinstance(arg, ast.Constant) for arg in args):
                return None
            return False, {part for arg in args if isinstance(arg, ast.Constant) for part in _steps(arg.value)}
        case ast.Name() if module.is_builtin(key, *PURE_BUILTINS):
            return True, set()
        case ast.Attribute(value=ast.Name() as owner, attr=attr) if module.is_builtin(owner, "str"):
            return (True, set()) if attr in PURE_METHODS else None
        case ast.Name():
            return _named(module, key, area)
    return None


def _named(module: ParsedModule, key: ast.Name, area: ast.AST) -> tuple[bool, set[object]] | None:
    """A function of this file as the key."""
    scope = module.scopes.owner(key)
    match scope.bindings.get(key.id, []) if scope else []:
        case [ast.FunctionDef(args=ast.arguments(args=[item], kwonlyargs=[], vararg=None)) as function]:
            pass
        case _:
            return None
    match [stmt for stmt in function.body if not isinstance(getattr(stmt, "value", None), ast.Constant)]:
        case [ast.Return(value=ast.expr() as value)] if not function.decorator_list:
            return _parts(module, item.arg, value, area)
    return None


def _parts(module: ParsedModule, item: str, body: ast.expr, area: ast.AST) -> tuple[bool, set[object]] | None:
    if not module.is_pure(body):
        return None
    rebound, mutated = mutated_names(area)
    if (names_in(body) - {item}) & (rebound | mutated):
        return None
    whole, fields = False, set[object]()
    for name in (below for below in ast.walk(body) if isinstance(below, ast.Name) and below.id == item):
        part = module.parent(name)
        if not isinstance(part, ast.Attribute) and not (isinstance(part, ast.Subscript) and part.value is name):
            whole = True
        while isinstance(part, ast.Attribute | ast.Subscript):
            if isinstance(part, ast.Subscript):
                if not isinstance(part.slice, ast.Constant | ast.UnaryOp):
                    return None
                fields.add(_place(part.slice))
            elif not isinstance(module.parent(part), ast.Call):
                fields.add(part.attr)
            part = module.parent(part)
    return whole, fields


def _steps(value: object) -> Iterator[object]:
    yield from value.split(".") if isinstance(value, str) else [value]


def _place(place: ast.expr) -> object:
    """A text or number; places from the end are the same as unknown ones."""
    return place.value if isinstance(place, ast.Constant) else None


def _computed(module: ParsedModule, field: str) -> bool:
    """A property reads who knows what."""
    inner = module.nodes(ast.FunctionDef, ast.AsyncFunctionDef)
    return any(function.name == field and isinstance(module.parent(function), ast.ClassDef) for function in inner)


def _may_do_anything(module: ParsedModule, call: ast.Call) -> bool:
    known = isinstance(call.func, ast.Attribute) and call.func.attr in _KEEPING
    return not known and not module.is_builtin(call.func, "print", "setattr") and not module.is_pure(call)


def _hits(node: ast.AST, whole: bool, fields: set[object], taken: str) -> bool:
    """Whether this may change a part that the key reads."""
    match node:
        case ast.Call(func=ast.Name(id="setattr" | "vars" | "exec" | "eval" | "delattr")):
            return True
        case ast.Attribute(attr=attr, ctx=ast.Store() | ast.Del()):
            return attr in fields or (whole and bool(taken) and root_name(node) == taken)
        case ast.Subscript(slice=place, ctx=ast.Store() | ast.Del(), value=value):
            mine = bool(taken) and root_name(value) == taken
            if isinstance(place, ast.Constant) and isinstance(node.ctx, ast.Store):
                return (mine and (whole or None in fields)) or place.value in fields
            return mine
        case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=attr)) if owner == taken:
            return attr in _CHANGING or (whole and attr not in PURE_METHODS)
    return False
