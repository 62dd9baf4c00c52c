"""Rounds that a condition throws away → a range that does not hold them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, text
from fasterpy.generate.rules.algorithms.heads import Head, heads, linear, remainder, square
from fasterpy.generate.rules.algorithms.ranges import Bounds, offset_bounds
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, need, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE}


class TightenRange(Rule):
    """``for j in range(n): if j > i`` starts at ``i + 1``; ``if a*j <= m`` ends at ``m // a``."""

    name = "tighten-range"
    pattern = "range-tightening"
    summary = "Start and end the range where the loop's condition can hold."
    gain = 2.0
    risk = Risk.LIKELY
    order = 18

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for head in heads(module, scope):
            if head.bounds.step != 1:
                continue
            edits: list[Edit] = []
            low, high = head.bounds.low, head.bounds.high
            for test in head.tests:
                found = limit(module, head, test)
                if found is None:
                    continue
                more, upper, value = found
                edits += more
                if upper:
                    high = both("min", high, value)
                else:
                    low = both("max", low, value)
            if low is not head.bounds.low or high is not head.bounds.high:
                edits.append(replace(module, head.items, str(Bounds(low, high, 1))))
                yield Rewrite(tuple(edits), at(head.node, f"only where {head.name} can count"))


class StepByCongruence(Rule):
    """Visit the multiples instead of testing every number."""

    name = "step-by-congruence"
    pattern = "range-tightening"
    summary = "Step through the numbers with that remainder instead of testing every number."
    gain = 2.5
    risk = Risk.LIKELY
    order = 18

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for head in heads(module, scope):
            if head.bounds.step != 1:
                continue
            for test in head.tests:
                parts = remainder(test)
                if parts is None:
                    continue
                x, k, r = parts
                found = linear(x, ast.Constant(0), head.name)
                if not (found and isinstance(found[0], ast.Constant) and found[0].value == 1):
                    continue
                if not head.fixed(k) or not head.fixed(r) or not head.fixed(found[1]) or not module.is_pure(test):
                    continue
                first = first_of(head.bounds.low, k, r, found[1])
                items = ast.Call(ast.Name("range", ast.Load()), [first, head.bounds.high, k], [])
                yield Rewrite((replace(module, head.items, text(items)),), at(head.node, f"steps of {text(k)}"))
                break


def first_of(low: ast.expr, k: ast.expr, r: ast.expr, shift: ast.expr) -> ast.expr:
    """The least number from ``low`` with ``number % k == r`` (``shift`` is what is added to the number, negated)."""
    match low, k, r, shift:
        case (
            ast.Constant(value=int() as a), ast.Constant(value=int() as b), ast.Constant(value=int() as c),
            ast.Constant(value=int() as d),
        ) if b > 0:  # fmt: skip
            return ast.Constant(a + (c + d - a) % b)
        case ast.Constant(value=0), _, ast.Constant(value=0), ast.Constant(value=0):
            return low
        case ast.Constant(value=1), _, ast.Constant(value=0), ast.Constant(value=0):
            return k
    gap: ast.expr = r
    if not (isinstance(shift, ast.Constant) and shift.value == 0):
        gap = ast.BinOp(gap, ast.Add(), shift)
    if isinstance(low, ast.Constant) and low.value == 0:
        return ast.BinOp(gap, ast.Mod(), k)
    gap = (
        ast.BinOp(gap, ast.Sub(), low)
        if not (isinstance(gap, ast.Constant) and gap.value == 0)
        else (ast.UnaryOp(ast.USub(), low))
    )
    return ast.BinOp(low, ast.Add(), ast.BinOp(gap, ast.Mod(), k))


def limit(
    module: ParsedModule, head: Head, test: ast.expr, constants: bool = False
) -> tuple[tuple[Edit, ...], bool, ast.expr] | None:
    """Edits for imports, whether it bounds from above, and the bound (exclusive above, inclusive below)."""
    match test:
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _FLIPPED:
            kind = type(op)
        case _:
            return None
    if not module.is_pure(test) or any(
        module.kind(side) in ("str", "float", "list") for side in (left, right) if side in module.parents
    ):
        return None
    if any(isinstance(below, ast.Div) for below in ast.walk(test)):
        return None
    parts = linear(left, right, head.name)
    if parts is None:
        return _square_limit(module, head, left, right, kind)
    factor, rest = parts
    if isinstance(factor, ast.UnaryOp) and isinstance(factor.operand, ast.Constant):
        rest = ast.UnaryOp(ast.USub(), rest) if not isinstance(rest, ast.UnaryOp) else rest.operand
        factor, kind = factor.operand, _FLIPPED[kind]
    if not isinstance(factor, ast.Constant) or not isinstance(factor.value, int) or factor.value <= 0:
        return None
    if not (constants or names_in(rest)) or not head.fixed(rest):
        return None
    if factor.value == 1:
        upper = kind in (ast.Lt, ast.LtE)
        return (), upper, offset_bounds(rest, 1) if kind in (ast.LtE, ast.Gt) else rest
    down = ast.BinOp(rest, ast.FloorDiv(), factor)
    if kind in (ast.LtE, ast.Gt):
        return (), kind is ast.LtE, offset_bounds(down, 1)
    up = ast.UnaryOp(ast.USub(), ast.BinOp(ast.UnaryOp(ast.USub(), rest), ast.FloorDiv(), factor))
    return (), kind is ast.Lt, up


def _square_limit(
    module: ParsedModule, head: Head, left: ast.expr, right: ast.expr, kind: type[ast.cmpop]
) -> tuple[tuple[Edit, ...], bool, ast.expr] | None:
    rest = square(left, right, head.name)
    if rest is None or not names_in(rest) or not head.fixed(rest) or head.name in names_in(left) & names_in(right):
        return None
    if head.name in names_in(right):
        kind = _FLIPPED[kind]
    if kind not in (ast.Lt, ast.LtE):
        return None
    imports, isqrt = need(module, "math", "isqrt")
    root = ast.Call(ast.Name(isqrt, ast.Load()), [rest], [])
    return imports, True, offset_bounds(root, 1)


def both(word: str, one: ast.expr, two: ast.expr) -> ast.expr:
    known = one.args if isinstance(one, ast.Call) and getattr(one.func, "id", "") == word else [one]
    if text(two) in [text(part) for part in known]:
        return one
    match one, two:
        # A counter plus something: not below zero where it matters.
        case ast.Constant(value=0), ast.BinOp(left=ast.Name(), op=ast.Add()) if word == "max":
            return two
    return ast.Call(ast.Name(word, ast.Load()), [one, two], [])
