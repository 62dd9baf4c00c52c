"""Counting: sums simplified, where counters begin and end, and the places that a loop's head goes over."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, terms, text, total
from fasterpy.generate.rules.algorithms.ranges import bounds
from fasterpy.generate.rules.build import bound_value
from fasterpy.generate.rules.programs.constants import whole_number


@dataclass(frozen=True, kw_only=True)
class Way:
    """``name`` goes from ``first`` by ``step`` until ``end``."""

    name: str
    first: ast.expr
    end: ast.expr
    step: int
    item: ast.expr | None = None
    """Target that each item of a list is bound to; ``name`` is made up then."""
    listed: ast.expr | None = None
    shown: tuple[str, ast.expr] | None = None
    """A counter of ``enumerate`` and its value by ``name``."""


def way(module: ParsedModule, target: ast.expr, items: ast.expr) -> Way | None:
    """The places that ``for target in items`` goes over, also where it takes the items from a slice."""
    places = _range(module, items)
    if places is not None:
        return (
            Way(name=target.id, first=places[0], end=places[1], step=places[2])
            if isinstance(target, ast.Name)
            else None
        )
    name, counter, begin = "place", "", None
    while name in module.scopes.taken():
        name += "_"
    match target, items:
        case ast.Tuple(elts=[ast.Name(id=counter), target]), ast.Call(
            func=func, args=[part, *more], keywords=words
        ) if module.is_builtin(func, "enumerate"):
            given = [*more, *(word.value for word in words)]
            items, begin = part, given[0] if given else ast.Constant(0)
    found = _slice(module, items)
    if found is None:
        return None
    first, end, step, listed = found
    shown = None
    if begin is not None:
        here = ast.Name(name, ast.Load())
        gone = ast.BinOp(here, ast.Sub(), first) if step > 0 else ast.BinOp(first, ast.Sub(), here)
        shown = counter, simple(ast.BinOp(gone, ast.Add(), begin))
    return Way(name=name, first=first, end=end, step=step, item=target, listed=listed, shown=shown)


def _slice(module: ParsedModule, items: ast.expr) -> tuple[ast.expr, ast.expr, int, ast.expr] | None:
    match items:
        case ast.Subscript(value=listed, slice=ast.Slice(lower=ast.expr() as low, upper=None, step=None)):
            return low, ast.Call(ast.Name("len", ast.Load()), [listed], []), 1, listed
        case ast.Call(
            func=func,
            args=[ast.Subscript(value=listed, slice=ast.Slice(lower=None, upper=ast.expr() as high, step=None))],
        ) if module.is_builtin(func, "reversed"):
            return plus(high, -1), ast.Constant(-1), -1, listed
        case ast.Subscript(
            value=ast.Subscript(value=listed, slice=ast.Slice(lower=None, upper=ast.expr() as high, step=None)),
            slice=ast.Slice(lower=None, upper=None, step=ast.expr() as turned),
        ) if whole_number(turned) == -1:
            return plus(high, -1), ast.Constant(-1), -1, listed
    return None


def _range(module: ParsedModule, items: ast.expr) -> tuple[ast.expr, ast.expr, int] | None:
    turned = isinstance(items, ast.Call) and module.is_builtin(items.func, "reversed") and len(items.args) == 1
    around = bounds(module, items.args[0] if turned and isinstance(items, ast.Call) else items)
    if around is None or abs(around.step) != 1 or (turned and around.step < 0):
        return None
    if turned:
        return plus(around.high, -1), plus(around.low, -1), -1
    return around.low, around.high, around.step


def simple(node: ast.expr) -> ast.expr:
    """A sum with what cancels out left out."""
    left: list[tuple[int, ast.expr]] = []
    for sign, term in terms(node):
        other = next((part for part in left if part[0] == -sign and text(part[1]) == text(term)), None)
        if other is not None and not isinstance(term, ast.Constant):
            left.remove(other)
        else:
            left.append((sign, term))
    return total(left)


def minus(left: ast.expr, right: ast.expr) -> ast.expr:
    """``left - right``, simplified."""
    return simple(ast.BinOp(left, ast.Sub(), right))


def plus(node: ast.expr, number: int) -> ast.expr:
    """``node + number``, simplified."""
    return simple(ast.BinOp(node, ast.Add(), ast.Constant(number)))


def start_of(module: ParsedModule, walk: ast.While, name: str) -> ast.expr | None:
    """What a variable is set to before the walk in the same block."""
    stmt = module.previous(walk)
    while stmt is not None and name not in names_in(stmt):
        stmt = module.previous(stmt)
    match stmt:
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)) if len(names) == len(values):
            pairs = zip(names, values, strict=True)
            return next((value for one, value in pairs if isinstance(one, ast.Name) and one.id == name), None)
    bound = bound_value(stmt)
    return bound[1] if bound is not None and bound[0].id == name else None


def end_of(test: ast.expr, name: str, step: int) -> ast.expr | None:
    """The first value of a counter for which ``name < n``, ``i - name >= 0`` and their like no longer hold."""
    match test:
        case ast.Compare(left=left, ops=[ast.Lt() | ast.LtE() as op], comparators=[right]):
            room = minus(right, left)
        case ast.Compare(left=left, ops=[ast.Gt() | ast.GtE() as op], comparators=[right]):
            room = minus(left, right)
        case ast.Compare(left=ast.Name(id=word), ops=[ast.NotEq()], comparators=[right]) if word == name:
            return right
        case _:
            return None
    mine = [sign for sign, term in terms(room) if isinstance(term, ast.Name) and term.id == name]
    if mine != [-step]:
        return None
    variable = ast.Name(name, ast.Load())
    reach = ast.BinOp(room, ast.Add(), variable) if step > 0 else ast.BinOp(variable, ast.Sub(), room)
    last = simple(reach)
    if name in names_in(last):
        return None
    return plus(last, step) if isinstance(op, ast.LtE | ast.GtE) else last
