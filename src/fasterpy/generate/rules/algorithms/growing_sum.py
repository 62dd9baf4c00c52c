"""The sum of all earlier items, added up anew in every round → carried along."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, text
from fasterpy.generate.rules.algorithms.ranges import Bounds, bounds, counters, offset_bounds, offset_from
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
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
            if found is None or loop.target.id in names_in(found[0]):
                continue
            part = _grown(module, loop, loop.target.id, around, found[1])
            if part is not None:
                yield _rewrite(module, loop, part, found[0], found[2])
        for call in scope.nodes(ast.Call):
            match call:
                case ast.Call(
                    func=func,
                    args=[ast.GeneratorExp(elt=value, generators=[one]) | ast.ListComp(elt=value, generators=[one])],
                    keywords=[],
                ) if module.is_builtin(func, "sum") and not one.ifs and isinstance(one.target, ast.Name):
                    around = bounds(module, one.iter)
                    stmt = module.statement(call)
                    if around is None or around.step != 1 or not owns_line(module, stmt):
                        continue
                    part = _grown(module, call, one.target.id, around, value)
                    if part is not None and module.loops(call)[:1] == [part.outer] and stmt in part.outer.body:
                        yield _in_place(module, call, stmt, part)


@dataclass(frozen=True)
class _Part:
    """``items[low:high]``, of which the end moves with the outer loop."""

    outer: ast.For
    items: ast.expr
    low: str
    high: str


def _grown(module: ParsedModule, node: ast.AST, inner: str, around: Bounds, value: ast.expr) -> _Part | None:
    """The part of a list that is added up, also where it is gone through from its end: ``f[i - j]``."""
    match value:
        case ast.Subscript(value=items, slice=ast.Name(id=word)) if word == inner:
            low, high = around.low, around.high
        case ast.Subscript(value=items, slice=ast.BinOp(left=left, op=ast.Sub(), right=ast.Name(id=word))) if (
            word == inner and isinstance(around.low, ast.Constant) and isinstance(around.low.value, int)
        ):
            name = next((one for one, _ in counters(module, node) if offset_from(left, one) is not None), "")
            start, end = offset_from(left, name), offset_from(around.high, name)
            if start is None or end is None or start - end + 1 < 0:
                return None
            low, high = ast.Constant(start - end + 1), offset_bounds(left, 1 - around.low.value)
        case _:
            return None
    outer = _outer(module, node, high)
    if outer is None or names_in(low) & {outer[1]} or outer[1] in names_in(items) or not owns_line(module, outer[0]):
        return None
    return _Part(outer[0], items, text(low), text(high))


def _advance(module: ParsedModule, part: _Part, modulus: ast.expr | None) -> tuple[str, str, list[str]]:
    """The name of the sum, the lines before the outer loop, and those that bring the sum up to the moving end."""
    carried, place = module.fresh("carried"), module.fresh("reached")
    index = f"{text(part.items)}[{place}]"
    rest = f" % {text(modulus)}" if modulus is not None else ""
    add = f"{carried} = ({carried} + {index}){rest}" if rest else f"{carried} += {index}"
    lines = [f"while {place} < {part.high}:", block(module, add, f"{place} += 1")]
    return carried, f"{carried} = 0\n{place} = {part.low}", lines


def _in_place(module: ParsedModule, call: ast.Call, stmt: ast.stmt, part: _Part) -> Rewrite:
    carried, begin, lines = _advance(module, part, None)
    edits = (
        insert_before(module, part.outer, begin),
        insert_before(module, stmt, "\n".join(lines)),
        replace(module, call, carried),
    )
    return Rewrite(edits, at(call, f"sum of {text(part.items)} carried along"))


def _rewrite(module: ParsedModule, loop: ast.For, part: _Part, target: ast.expr, modulus: ast.expr | None) -> Rewrite:
    carried, begin, lines = _advance(module, part, modulus)
    rest = f" % {text(modulus)}" if modulus is not None else ""
    lines.append(f"{text(target)} = ({text(target)} + {carried}){rest}" if rest else f"{text(target)} += {carried}")
    edits = (insert_before(module, part.outer, begin), replace(module, loop, "\n".join(lines)))
    return Rewrite(edits, at(loop, f"sum of {text(part.items)} carried along"))


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


def _outer(module: ParsedModule, loop: ast.AST, high: ast.expr) -> tuple[ast.For, str] | None:
    """The counting loop around whose variable, less or equal, is the end of the inner range."""
    around = {name for name, _ in counters(module, loop)}
    for outer in module.loops(loop):
        if isinstance(outer, ast.For) and isinstance(outer.target, ast.Name) and outer.target.id in around:
            offset = offset_from(high, outer.target.id)
            if offset is not None and offset <= 0:
                return outer, outer.target.id
    return None
