"""Functions and expressions that look like a product of two equal things: matrices, polynomials, maps, permutations.

That a product is associative cannot be read from the text: this is a guess that tests have to confirm.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in

_JOINED = (ast.Mult, ast.Add, ast.BitAnd, ast.MatMult)
_SIDE_BY_SIDE = ("zip", "map", "enumerate", "reversed", "list", "tuple")
_Places = dict[str, tuple[str, int]]


def is_product(module: ParsedModule, code: Sequence[ast.AST], one: str, two: str) -> bool:
    """Whether code takes both operands apart equally deep and puts parts of one together with parts of the other."""
    nodes = [below for part in code for below in ast.walk(part)]
    if one == two or any(_inexact(node) for node in nodes):
        return False
    places: _Places = {one: (one, 0), two: (two, 0)}
    for _ in range(4):  # a row of a matrix, then its items: each turn sees one level more
        for target, value in _given(nodes):
            _spread(module, target, value, places)
    deepest = {one: 0, two: 0}
    for node in nodes:
        found = _place(module, node, places)
        if found is not None:
            deepest[found[0]] = max(deepest[found[0]], found[1])
    if deepest[one] != deepest[two]:
        return False
    return any(_joins(module, node, places, deepest[one]) for node in nodes)


def _inexact(node: ast.AST) -> bool:
    """Products of floats depend on their order, and texts cannot be squared."""
    return (
        isinstance(node, ast.Div)
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Attribute) and node.attr == "join")
    )


def _joins(module: ParsedModule, node: ast.AST, places: _Places, depth: int) -> bool:
    match node:
        case ast.BinOp(left=left, op=op, right=right) if isinstance(op, _JOINED):
            sides = [_parts(module, side, places) for side in (left, right)]
            return all(sides) and len(sides[0] | sides[1]) == 2 and (depth > 0 or not isinstance(op, ast.Add))
        case ast.Subscript(value=value, slice=index):
            outer, inner = _place(module, value, places), _parts(module, index, places)
            return outer is not None and bool(inner - {outer[0]})
    return False


def _parts(module: ParsedModule, node: ast.AST, places: _Places) -> set[str]:
    """Which operands an expression takes parts from."""
    return {places[name][0] for name in names_in(node) if name in places}


def _place(module: ParsedModule, node: ast.AST, places: _Places) -> tuple[str, int] | None:
    """The operand that an expression is a part of, and how deep in it."""
    match node:
        case ast.Name(id=name):
            return places.get(name)
        case ast.Subscript(value=value, slice=index):
            found = _place(module, value, places)
            return None if found is None else (found[0], found[1] + (not isinstance(index, ast.Slice)))
        case ast.Call(func=func, args=[value, *_]) if module.is_builtin(func, *_SIDE_BY_SIDE):
            return _place(module, value.value if isinstance(value, ast.Starred) else value, places)
    return None


def _given(nodes: Sequence[ast.AST]) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Targets with an item of what they are bound to."""
    for node in nodes:
        match node:
            case ast.For(target=target, iter=items) | ast.comprehension(target=target, iter=items):
                yield target, ast.Subscript(items, ast.Constant(0), ast.Load())
            case ast.Assign(targets=[ast.Name() | ast.Tuple() as target], value=value):
                yield target, value


def _spread(module: ParsedModule, target: ast.expr, value: ast.expr, places: _Places) -> None:
    match target, value:
        case ast.Tuple(elts=targets), ast.Subscript(value=ast.Call(func=func, args=args)) if module.is_builtin(
            func, "zip"
        ) and len(args) == len(targets):
            for one, items in zip(targets, args, strict=True):
                _spread(module, one, ast.Subscript(items, ast.Constant(0), ast.Load()), places)
        case ast.Tuple(elts=[_, one]), ast.Subscript(value=ast.Call(func=func, args=[items, *_])) if module.is_builtin(
            func, "enumerate"
        ):
            _spread(module, one, ast.Subscript(items, ast.Constant(0), ast.Load()), places)
        case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
            for one, other in zip(targets, values, strict=True):
                _spread(module, one, other, places)
        case ast.Tuple(elts=targets), _:
            for one in targets:
                _spread(module, one, ast.Subscript(value, ast.Constant(0), ast.Load()), places)
        case ast.Name(id=name), _:
            found = _place(module, value, places)
            if found is not None and found[1] < 4 and name not in places:
                places[name] = found
