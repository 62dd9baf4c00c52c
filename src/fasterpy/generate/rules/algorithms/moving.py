"""Scans over ``range(i + 1, n)`` or ``range(i)``: each round of the outer loop takes one item away or adds one."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import text
from fasterpy.generate.rules.algorithms.ranges import Bounds, bounds, part_of_range
from fasterpy.generate.rules.algorithms.scan import home
from fasterpy.generate.rules.build import owns_line


@dataclass(frozen=True)
class Moving:
    """How a structure over the scanned items can be kept up to date."""

    loop: ast.For
    """The outer loop, whose variable moves the bound."""
    stmt: ast.stmt
    """The statement with the scan."""
    inner: str
    outer: str
    whole: str
    """Range of all items that are ever scanned, plus the outer loop's first."""
    shrinks: bool
    """True: the structure starts full, and the item ``outer`` leaves at the top of each round.
    False: it starts empty, and the item ``outer`` enters after ``stmt``."""


def moving(
    module: ParsedModule, node: ast.AST, target: ast.expr, items: ast.expr, parts: Sequence[ast.expr]
) -> Moving | None:
    """The plan for a scan whose range follows an outer loop; None when the bounds are not exactly adjacent."""
    part = part_of_range(module, node, target, items)
    if part is None or not isinstance(target, ast.Name):
        return None
    place = home(module, node, [part.whole, *parts], [target.id])
    if place is None:
        return None
    stmt = node if isinstance(node, ast.stmt) else module.statement(node)
    loop = next((loop for loop in module.loops(stmt) if isinstance(loop, ast.For) and _counts(loop, part.moves)), None)
    if loop is None or not module.inside(loop, place) or not owns_line(module, loop) or not owns_line(module, stmt):
        return None
    if not owns_line(module, loop.body[0]):
        return None
    whole = bounds(module, part.whole)
    around = bounds(module, loop.iter)
    if whole is None:
        return None
    first: ast.expr = around.low if around else ast.Constant(0)
    if part.low:
        if part.offset != 1:
            return None
        return Moving(loop, stmt, target.id, part.moves, text(Bounds(first, whole.high, 1).call()), True)
    if part.offset != 0 or text(whole.low) != text(first) or module.parent(stmt) is not loop:
        return None
    if any(isinstance(below, ast.Continue) and module.loops(below)[0] is loop for below in ast.walk(loop)):
        return None
    return Moving(loop, stmt, target.id, part.moves, str(whole), False)


def _counts(loop: ast.For, name: str) -> bool:
    match loop.target:
        case ast.Name(id=word) | ast.Tuple(elts=[ast.Name(id=word), _]):
            return word == name
    return False
