"""Rows of different lengths where the original takes the width of its table from the first row."""

from __future__ import annotations

import ast
from functools import lru_cache

from fasterpy.analysis.promises.told import parameters
from fasterpy.analysis.promises.written import nodes
from fasterpy.records import Code, ExpressionCase
from fasterpy.verify.normal import functions_of, parse


def ragged(code: Code, case: ExpressionCase) -> bool:
    """Whether an argument that the target takes for rectangular is not."""
    wanted, names = _tables(code.text, code.qualname or "")
    if not wanted:
        return False
    given = nodes(case.expression, names)
    return any(len(set(_lengths(given[name]))) > 1 for name in wanted if name in given)


def _lengths(node: ast.expr) -> list[int]:
    while isinstance(node, ast.Subscript | ast.BinOp):  # ``(rows * 40)[:150]``
        node = node.value if isinstance(node, ast.Subscript) else node.left
    rows = node.elts if isinstance(node, ast.List | ast.Tuple) else []
    found = []
    for row in rows:
        if isinstance(row, ast.List | ast.Tuple):
            found.append(len(row.elts))
        elif isinstance(row, ast.Constant) and isinstance(row.value, str):
            found.append(len(row.value))
        else:
            found.append(-1)  # written in a way of its own, as long rows are
    return found


@lru_cache(maxsize=64)
def _tables(text: str, qualname: str) -> tuple[tuple[str, ...], list[str]]:
    """Parameters of which ``len(table[0])`` is asked, and the length of no other row; and the names of all."""
    target = functions_of(parse(text)).get(qualname)
    if target is None:
        return (), []
    names = parameters(target)
    rows = {
        node.target.id: node.iter.id
        for node in ast.walk(target)
        if isinstance(node, ast.For | ast.comprehension)
        and isinstance(node.target, ast.Name)
        and isinstance(node.iter, ast.Name)
    }
    first: set[str] = set()
    other: set[str] = set()
    for node in ast.walk(target):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "len" and len(node.args) == 1:
            match node.args[0]:
                case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=0)):
                    first.add(name)
                case ast.Subscript(value=ast.Name(id=name)):
                    other.add(name)
                case ast.Name(id=name) if name in rows:
                    other.add(rows[name])
    return tuple(name for name in names if name in first - other), names


def lopsided(code: Code, case: ExpressionCase) -> bool:
    """Whether an argument is shorter than the one whose places the target also asks it for: ``energies[i]`` in a loop
    over ``range(len(channels))``. That it works means that luck spared the places that are not there."""
    pairs, names = _in_step(code.text, code.qualname or "")
    if not pairs:
        return False
    given = nodes(case.expression, names)
    for longer, shorter in pairs:
        if longer in given and shorter in given:
            one, two = _extent(given[longer]), _extent(given[shorter])
            if one is not None and two is not None and two < one:
                return True
    return False


def _extent(node: ast.expr) -> int | None:
    """How many items a list or an array has, as far as it is written out."""
    if isinstance(node, ast.List | ast.Tuple):
        return None if any(isinstance(item, ast.Starred) for item in node.elts) else len(node.elts)
    match node:  # ``(items * 40)[:150]``
        case ast.Subscript(
            value=value, slice=ast.Slice(lower=None, upper=ast.Constant(value=int() as most), step=None)
        ):
            whole = _extent(value)
            return None if whole is None or most < 0 else min(whole, most)
        case ast.BinOp(left=left, op=ast.Mult(), right=ast.Constant(value=int() as times)):
            whole = _extent(left)
            return None if whole is None else whole * max(0, times)
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "array" and node.args:
        shape = next((word.value for word in node.keywords if word.arg == "shape"), None)
        first = shape.elts[0] if isinstance(shape, ast.Tuple) and shape.elts else None
        return first.value if isinstance(first, ast.Constant) and type(first.value) is int else _extent(node.args[0])
    return None


@lru_cache(maxsize=64)
def _in_step(text: str, qualname: str) -> tuple[tuple[tuple[str, str], ...], list[str]]:
    """Pairs of parameters of which one's length bounds a loop that asks both for the same items; the length of the
    other is never asked for; and the names of all."""
    target = functions_of(parse(text)).get(qualname)
    if target is None:
        return (), []
    names = parameters(target)
    asked = {
        node.args[0].id
        for node in ast.walk(target)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "len" and isinstance(node.args[0], ast.Name)
    }
    found: dict[tuple[str, str], None] = {}
    for loop in ast.walk(target):
        match loop:
            case ast.For(
                target=ast.Name(id=place),
                iter=ast.Call(
                    func=ast.Name(id="range"), args=[ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=whole)])]
                ),
            ) if whole in names:
                pass
            case _:
                continue
        for node in ast.walk(loop):
            match node:
                case ast.Subscript(value=ast.Name(id=other), slice=ast.Name(id=at), ctx=ast.Load()) if at == place:
                    if other in names and other not in asked:
                        found[whole, other] = None
    return tuple(found), names
