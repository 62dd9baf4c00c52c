"""Ranges: their bounds, and ranges that are a growing or shrinking part of another one."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, same, terms, text
from fasterpy.generate.rules.build import bound_value


@dataclass(frozen=True)
class Bounds:
    """``range(low, high, step)``; missing parts filled in."""

    low: ast.expr
    high: ast.expr
    step: int

    def __str__(self) -> str:
        return text(self.call())

    def call(self) -> ast.expr:
        """The range as written shortest."""
        args = [self.low, self.high]
        if isinstance(self.low, ast.Constant) and self.low.value == 0 and self.step == 1:
            args = [self.high]
        elif self.step != 1:
            args.append(ast.Constant(self.step))
        return ast.Call(ast.Name("range", ast.Load()), args, [])


def bounds(module: ParsedModule, node: ast.expr) -> Bounds | None:
    """The bounds of a call of ``range`` with a constant step; None for anything else."""
    match node:
        case ast.Call(func=func, args=args, keywords=[]) if module.is_builtin(func, "range") and args:
            pass
        case _:
            return None
    if any(isinstance(arg, ast.Starred) for arg in args):
        return None
    if len(args) == 1:
        return Bounds(ast.Constant(0), args[0], 1)
    if len(args) == 2:
        return Bounds(args[0], args[1], 1)
    match args[2]:
        case ast.Constant(value=int() as step) if step:
            return Bounds(args[0], args[1], step)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as step)) if step:
            return Bounds(args[0], args[1], -step)
    return None


@dataclass(frozen=True)
class Part:
    """A range one end of which moves with an outer loop."""

    whole: ast.expr
    """The range over all values that ever occur."""
    low: str
    high: str
    """The moving end; the other one is empty."""
    moves: str
    """The outer loop's variable."""
    offset: int
    """``low`` or ``high`` minus the outer variable."""
    backwards: bool = False
    """The range goes down: ``range(i - 1, -1, -1)``. The bounds are those of the same range upwards."""


def part_of_range(
    module: ParsedModule, node: ast.AST, target: ast.expr, items: ast.expr, backwards: bool = False
) -> Part | None:
    """``range(i + 1, n)`` or ``range(i)`` where ``i`` counts an outer loop; with ``backwards`` also downwards."""
    inner = bounds(module, items)
    down = backwards and inner is not None and inner.step == -1
    if inner is not None and down:
        inner = Bounds(offset_bounds(inner.high, 1), offset_bounds(inner.low, 1), 1)
    if inner is None or inner.step != 1 or not isinstance(target, ast.Name):
        return None
    for name, outer in counters(module, node):
        low, high = offset_from(inner.low, name), offset_from(inner.high, name)
        if low is not None and high is None and name not in names_in(inner.high):
            start = offset_bounds(outer.low, low)
            return Part(Bounds(start, inner.high, 1).call(), text(inner.low), "", name, low, down)
        if high is not None and low is None and name not in names_in(inner.low):
            # The largest end is that of the last round; one place more does no harm where it is in the list.
            end = offset_bounds(outer.high, high - 1 if high > 0 else high)
            return Part(Bounds(inner.low, end, 1).call(), "", text(inner.high), name, high, down)
    return None


def counters(module: ParsedModule, node: ast.AST) -> list[tuple[str, Bounds]]:
    """Variables of enclosing counting loops with their ranges, innermost first."""
    found: list[tuple[str, Bounds]] = []
    heads: list[tuple[ast.expr, ast.expr]] = []
    for above in module.ancestors(node):
        if isinstance(above, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            break
        if isinstance(above, ast.For):
            heads.append((above.target, above.iter))
        elif isinstance(above, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            heads += [(part.target, part.iter) for part in reversed(above.generators)]
    for target, items in heads:
        if isinstance(target, ast.Name) and (around := bounds(module, items)) and around.step == 1:
            found.append((target.id, around))
        match target, items:
            case ast.Tuple(elts=[ast.Name(id=name), _]), ast.Call(func=func, args=[listed]) if module.is_builtin(
                func, "enumerate"
            ):
                length = ast.Call(ast.Name("len", ast.Load()), [listed], [])
                found.append((name, Bounds(ast.Constant(0), length, 1)))
    return found


def offset_from(node: ast.expr, name: str) -> int | None:
    """``c`` of ``name + c``; None when the expression is not of that form."""
    match node:
        case ast.Name(id=word) if word == name:
            return 0
        case ast.BinOp(left=inside, op=ast.Add() | ast.Sub() as op, right=ast.Constant(value=int() as step)):
            so_far = offset_from(inside, name)
            return None if so_far is None else so_far + (step if isinstance(op, ast.Add) else -step)
        case ast.BinOp(left=ast.Constant(value=int() as step), op=ast.Add(), right=inside):
            so_far = offset_from(inside, name)
            return None if so_far is None else so_far + step
    return None


def offset_bounds(node: ast.expr, offset: int) -> ast.expr:
    """``node + offset`` with constants folded."""
    if not offset:
        return node
    match node:
        case ast.Constant(value=int() as value):
            return ast.Constant(value + offset)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as value)):
            return ast.Constant(offset - value)
        case ast.BinOp(left=left, op=ast.Sub() | ast.Add() as op, right=ast.Constant(value=int() as value)):
            step = (value if isinstance(op, ast.Add) else -value) + offset
            return offset_bounds(left, step) if step else left
    op = ast.Add() if offset > 0 else ast.Sub()
    return ast.BinOp(node, op, ast.Constant(abs(offset)))


def length_of(module: ParsedModule, high: ast.expr) -> tuple[ast.expr | None, int]:
    """``a, k`` of ``len(a) + k``, also where the length has a name."""
    beyond = 0
    match high:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=ast.Constant(value=int() as k)):
            high, beyond = left, k if isinstance(op, ast.Add) else -k
    if isinstance(high, ast.Name):
        stores = [use for use in module.uses(high) if not isinstance(use.ctx, ast.Load)]
        bound = bound_value(module.parent(stores[0])) if len(stores) == 1 else None
        high = bound[1] if bound else high
    match high:
        case ast.Call(func=func, args=[listed], keywords=[]) if module.is_builtin(func, "len"):
            return listed, beyond
    return None, 0


def within(module: ParsedModule, node: ast.AST, end: ast.expr, listed: ast.expr) -> bool:
    """Whether the end of a slice surely lies in the list: the counter of a loop around ``node`` over its places."""
    for name, around in counters(module, node):
        offset = offset_from(end, name)
        items, beyond = length_of(module, around.high)
        if offset is not None and items is not None and same(items, listed):
            return offset + beyond <= 1
        if name in names_in(end) and not names_in(end) & names_in(listed):
            # ``i + w`` for ``i in range(len(a) - w + 1)``: the largest end less the length is a number.
            length = ast.Call(ast.Name("len", ast.Load()), [listed], [])
            counts: Counter[str] = Counter()
            for sign, term in (*terms(end), *terms(around.high), *terms(length, -1), (-1, ast.Constant(1))):
                number = isinstance(term, ast.Constant) and type(term.value) is int
                counts["" if number else text(term)] += sign * (term.value if number else 1)  # type: ignore[attr-defined]
            past = counts.pop("", 0)
            if counts.pop(name, 0) == 1 and not any(counts.values()):
                return past <= 0
    return False
