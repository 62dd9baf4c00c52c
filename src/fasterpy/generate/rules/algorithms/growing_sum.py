"""The sum of all earlier items, added up anew in every round → carried along."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, text
from fasterpy.generate.rules.algorithms.ranges import bounds, counters, offset_from
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class GrowingSum(Rule):
    """Works where the list is being filled by the outer loop (a recurrence): earlier items no longer change."""

    name = "growing-sum"
    pattern = "running-sum"
    summary = "Carry the sum of the earlier items along instead of adding them up in every round."
    gain = 6.0
    risk = Risk.BOLD
    order = 17

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            around = bounds(module, loop.iter)
            if around is None or around.step != 1 or not isinstance(loop.target, ast.Name) or loop.orelse:
                continue
            if not owns_line(module, loop) or lives_on(module, loop):
                continue
            found = _sum(loop)
            if found is None:
                continue
            target, value, modulus = found
            inner = loop.target.id
            if inner in names_in(target) or not isinstance(value, ast.Subscript) or inner not in names_in(value.slice):
                continue
            outer = _outer(module, loop, around.high)
            if outer is None or names_in(around.low) & {outer[1]}:
                continue
            if outer[1] in names_in(value) or not owns_line(module, outer[0]):
                continue
            yield _rewrite(module, loop, outer[0], text(around.low), text(around.high), inner, target, value, modulus)


def _rewrite(
    module: ParsedModule,
    loop: ast.For,
    outer: ast.For,
    low: str,
    high: str,
    inner: str,
    target: ast.expr,
    value: ast.expr,
    modulus: ast.expr | None,
) -> Rewrite:
    carried, place = module.fresh("carried"), module.fresh("reached")
    step = value
    assert isinstance(step, ast.Subscript)
    index = text(step).replace(f"[{inner}]", f"[{place}]") if isinstance(step.slice, ast.Name) else ""
    if not index:
        return Rewrite(())
    rest = f" % {text(modulus)}" if modulus is not None else ""
    add = f"{carried} = ({carried} + {index}){rest}" if rest else f"{carried} += {index}"
    lines = [
        f"while {place} < {high}:",
        block(module, add, f"{place} += 1"),
        f"{text(target)} = ({text(target)} + {carried}){rest}" if rest else f"{text(target)} += {carried}",
    ]
    edits: list[Edit] = [
        insert_before(module, outer, f"{carried} = 0\n{place} = {low}"),
        replace(module, loop, "\n".join(lines)),
    ]
    return Rewrite(tuple(edits), at(loop, f"sum of {text(step.value)} carried along"))


def _sum(loop: ast.For) -> tuple[ast.expr, ast.expr, ast.expr | None] | None:
    """Target, item and modulus of ``target += item`` (``target %= m``)."""
    match loop.body:
        case [ast.AugAssign(target=target, op=ast.Add(), value=value)]:
            return target, value, None
        case [
            ast.AugAssign(target=target, op=ast.Add(), value=value),
            ast.AugAssign(target=again, op=ast.Mod(), value=modulus),
        ] if text(target) == text(again):
            return target, value, modulus
        case [ast.Assign(targets=[target], value=value)]:
            modulus_: ast.expr | None = None
            match value:
                case ast.BinOp(left=inside, op=ast.Mod(), right=modulus):
                    value, modulus_ = inside, modulus
            match value:
                case ast.BinOp(left=left, op=ast.Add(), right=right) if text(left) == text(target):
                    return target, right, modulus_
    return None


def _outer(module: ParsedModule, loop: ast.For, high: ast.expr) -> tuple[ast.For, str] | None:
    """The counting loop around whose variable, less or equal, is the end of the inner range."""
    around = {name for name, _ in counters(module, loop)}
    for outer in module.loops(loop):
        if isinstance(outer, ast.For) and isinstance(outer.target, ast.Name) and outer.target.id in around:
            offset = offset_from(high, outer.target.id)
            if offset is not None and offset <= 0:
                return outer, outer.target.id
    return None
