"""Sorting by exchanging neighbours (or any two items) in nested loops → ``sort()``."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope

_ITEM = "item"


class ExchangeSort(Rule):
    """Bubble sort compares every pair; ``sort`` needs n log n comparisons, in C."""

    name = "exchange-sort-to-sort"
    pattern = "bubble-sort"
    summary = "Sort with list.sort() instead of exchanging items in nested loops."
    gain = 20.0
    risk = Risk.BOLD
    order = 12

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For, ast.While):
            inner = _inner(loop)
            if inner is None or not owns_line(module, loop):
                continue
            match inner.body:
                case [ast.If(test=ast.Compare(left=left, ops=[op], comparators=[right]), body=body, orelse=[])]:
                    places = _exchanged(body)
                case _:
                    continue
            if places is None or not isinstance(op, ast.Lt | ast.Gt):
                continue
            first, second = places
            if ast.unparse(right) not in (_with(left, first, second), _with(left, second, first)):
                continue
            # The exchange is made when ``left`` is above (or below) ``right``: which of them stands in front?
            front = _position(first, second) if _mentions(left, first) else _position(second, first)
            if not front:
                continue
            ascending = isinstance(op, ast.Gt) == (front == "front")
            item = first if _mentions(left, first) else second
            key = _with(left, item, ast.Name(_ITEM))
            words = [f"key=lambda {_ITEM}: {key}"] if key != _ITEM else []
            words += [] if ascending else ["reverse=True"]
            text = f"{module.source(first.value)}.sort({', '.join(words)})"
            yield Rewrite((replace(module, loop, text),), at(loop, text))


def _inner(loop: ast.For | ast.While) -> ast.For | None:
    """The inner loop, where there is nothing else but a flag for an early end."""
    loops = [stmt for stmt in loop.body if isinstance(stmt, ast.For)]
    for stmt in loop.body:
        match stmt:
            case ast.For(orelse=[]):
                continue
            case ast.Assign(targets=[ast.Name()], value=ast.Constant(value=bool())):
                continue
            case ast.If(test=ast.UnaryOp(op=ast.Not(), operand=ast.Name()), body=[ast.Break()], orelse=[]):
                continue
            case ast.AugAssign(target=ast.Name(), value=ast.Constant(value=1)) if isinstance(loop, ast.While):
                continue
        return None
    return loops[0] if len(loops) == 1 and not loop.orelse else None


def _exchanged(body: list[ast.stmt]) -> tuple[ast.Subscript, ast.Subscript] | None:
    """``a[i], a[j] = a[j], a[i]``, also with a variable in between, and perhaps a flag set beside it."""
    rest = [
        stmt
        for stmt in body
        if not (isinstance(stmt, ast.Assign) and isinstance(stmt.value, ast.Constant) and stmt.value.value is True)
    ]
    match rest:
        case [
            ast.Assign(
                targets=[ast.Tuple(elts=[ast.Subscript() as one, ast.Subscript() as two])],
                value=ast.Tuple(elts=[three, four]),
            )
        ]:
            pass
        case [
            ast.Assign(targets=[ast.Name(id=kept)], value=ast.Subscript() as four),
            ast.Assign(targets=[ast.Subscript() as one], value=three),
            ast.Assign(targets=[ast.Subscript() as two], value=ast.Name(id=again)),
        ] if kept == again:
            pass
        case _:
            return None
    texts = [ast.unparse(part) for part in (one, two, three, four)]
    same = ast.unparse(one.value) == ast.unparse(two.value) and isinstance(one.value, ast.Name)
    return (one, two) if same and texts[0] == texts[3] and texts[1] == texts[2] else None


def _position(one: ast.Subscript, two: ast.Subscript) -> str:
    """Whether ``one`` stands in front of its neighbour ``two`` in the list, or behind it; empty when unknown."""
    match one.slice, two.slice:
        case ast.Name(id=i), ast.BinOp(left=ast.Name(id=j), op=sign, right=ast.Constant(value=1)) if i == j:
            return "front" if isinstance(sign, ast.Add) else "back" if isinstance(sign, ast.Sub) else ""
        case ast.BinOp(left=ast.Name(id=i), op=sign, right=ast.Constant(value=1)), ast.Name(id=j) if i == j:
            return "back" if isinstance(sign, ast.Add) else "front" if isinstance(sign, ast.Sub) else ""
    return ""


def _mentions(node: ast.expr, place: ast.Subscript) -> bool:
    wanted = ast.unparse(place)
    return any(isinstance(below, ast.Subscript) and ast.unparse(below) == wanted for below in ast.walk(node))


class _Swap(ast.NodeTransformer):
    def __init__(self, old: str, new: ast.expr) -> None:
        self.old, self.new = old, new

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        if ast.unparse(node) == self.old:
            return copy.deepcopy(self.new)
        return self.generic_visit(node)


def _with(node: ast.expr, old: ast.Subscript, new: ast.expr) -> str:
    """The text of ``node`` with every ``old`` in it read as ``new``."""
    fresh = copy.deepcopy(new)
    for below in ast.walk(fresh):
        if hasattr(below, "ctx"):
            below.ctx = ast.Load()
    return ast.unparse(_Swap(ast.unparse(old), fresh).visit(copy.deepcopy(node)))
