"""How a list that starts empty grows while it is looked through, and whether its entries keep their keys."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import PURE_BUILTINS, PURE_METHODS, root_name
from fasterpy.generate.rules.algorithms.conditions import names_in
from fasterpy.generate.rules.build import owns_line

_REORDERING = ("clear", "insert", "pop", "popitem", "remove", "reverse", "sort", "update")


@dataclass(frozen=True)
class Growth:
    """Where a list grows, as far as some scans of it are concerned."""

    loops: tuple[ast.stmt, ...]
    """The outermost loops around the scans that repeat them over the same list."""
    appends: tuple[ast.Expr, ...]
    """All statements that add an entry, up to the end of the last such loop."""
    other: int
    """Uses that are neither appends nor the scans themselves."""


def growth(module: ParsedModule, start: ast.stmt, nodes: Sequence[ast.AST], listed: ast.Name) -> Growth | None:
    """How the list bound at ``start`` grows; None when it may change by anything but appends."""
    around = [[loop for loop in module.loops(node) if not module.inside(start, loop)] for node in nodes]
    if not all(around):
        return None
    loops = tuple(dict.fromkeys(outer[-1] for outer in around))
    end = max(module.span(loop)[1] for loop in loops)
    appends: list[ast.Expr] = []
    other = 0
    for use in module.uses(listed):
        if module.inside(use, start):
            continue
        if module.function(use) is not module.function(start):
            return None
        if any(_heads(module, node, use) for node in nodes):
            continue
        above = module.parent(use)
        if module.span(use)[0] >= end:
            other += 1
        elif isinstance(above, ast.Attribute) and above.attr == "append":
            stmt = module.statement(use)
            match stmt:
                case ast.Expr(value=ast.Call(func=func, args=[item], keywords=[])) if func is above and (
                    owns_line(module, stmt) and not isinstance(item, ast.Starred)
                ):
                    appends.append(stmt)
                case _:
                    return None
        elif _only_read(module, use):
            other += 1
        else:
            return None
    # What a loop adds to the list that it goes over, it would meet itself.
    for loop in (node for node in nodes if isinstance(node, ast.For)):
        if any(module.inside(stmt, one) for stmt in appends for one in loop.body):
            return None
    return Growth(loops, tuple(appends), other) if appends else None


def _heads(module: ParsedModule, node: ast.AST, use: ast.Name) -> bool:
    """Whether a scan goes over this use of the list, or reads an entry by its place."""
    if isinstance(node, ast.For):
        return module.inside(use, node.iter)
    generators: list[ast.comprehension] = getattr(node, "generators", [])
    return any(module.inside(use, part.iter) for part in generators)


def _only_read(module: ParsedModule, use: ast.Name) -> bool:
    """Whether the list is not changed here, nor known by another name afterwards."""
    if not isinstance(use.ctx, ast.Load):
        return False
    given: ast.AST | None = module.parent(use)
    while isinstance(given, ast.Tuple | ast.List | ast.Dict):
        given = module.parent(given)
    if isinstance(given, ast.Return):
        return True  # the function ends here
    match module.parent(use):
        case ast.Attribute(attr=attr):
            return attr in PURE_METHODS
        case ast.Subscript(ctx=ctx, value=value):
            return isinstance(ctx, ast.Load) or value is not use
        case ast.Call(func=func):
            return module.is_builtin(func, *(PURE_BUILTINS - {"map", "filter", "zip", "reversed"}), "print")
        case ast.For() | ast.comprehension() | ast.Compare() | ast.UnaryOp() | ast.If() | ast.While() | ast.BinOp():
            return True
        case ast.IfExp(test=test):
            return test is use
    return False


def rekeyed(module: ParsedModule, key: ast.expr, target: ast.expr, name: str, found: Growth) -> bool:
    """Whether an entry may get another key once it is in the list."""
    fields: set[object] = {below.attr for below in ast.walk(key) if isinstance(below, ast.Attribute)}
    fields |= {
        below.slice.value
        for below in ast.walk(key)
        if isinstance(below, ast.Subscript) and isinstance(below.slice, ast.Constant)
    }
    for part in (below for below in ast.walk(target) if isinstance(below, ast.Tuple)):
        fields |= {number for number, one in enumerate(part.elts) if names_in(one) & names_in(key)}
    entries = {name} | _entries(module, name, found)
    for below in (node for loop in found.loops for node in ast.walk(loop)):
        match below:
            case ast.Attribute(ctx=ast.Store() | ast.Del(), attr=attr):
                if root_name(below) in entries and attr in fields:
                    return True
            case ast.Subscript(ctx=ast.Store() | ast.Del(), slice=place):
                known = isinstance(place, ast.Constant)
                if root_name(below) in entries and (not known or place.value in fields):  # type: ignore[attr-defined]
                    return True
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=word) | ast.Subscript(value=ast.Name(id=word)), attr=attr)
            ):
                if word in entries and attr in _REORDERING:
                    return True
    return False


def _entries(module: ParsedModule, name: str, found: Growth) -> set[str]:
    """Names that may mean an entry of the list: of loops over it, and what is taken out of it."""
    names: set[str] = set()
    for below in (node for loop in found.loops for node in ast.walk(loop)):
        match below:
            case ast.For(target=target, iter=value) if name in names_in(value):
                names |= names_in(target)
            case ast.Assign(targets=[target], value=value) if name in names_in(value):
                names |= names_in(target)
    return names
