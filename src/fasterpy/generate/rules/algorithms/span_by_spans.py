"""Walking back day by day while days are no higher → from span to span: lower days are skipped."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import same
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bound_value, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope

_ORDERINGS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


class SpanBySpans(Rule):
    """``while closes[day - span] <= closes[day]: span += 1`` where every day's span goes to a list."""

    name = "span-by-spans"
    pattern = "next-greater-stack"
    summary = "Skip the spans of the days before instead of walking over every day in them again."
    gain = 6.0
    risk = Risk.LIKELY
    order = 16

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for walk in scope.nodes(ast.While):
            loop = module.loops(walk)[0] if module.loops(walk) else None
            if not isinstance(loop, ast.For) or walk not in loop.body or walk.orelse or len(walk.body) != 1:
                continue
            if not _from_the_start(module, loop) or not isinstance(loop.target, ast.Name):
                continue
            found = _span(walk, loop.target.id) or _place(walk, loop.target.id)
            if found is None:
                continue
            name, start, step, given = found
            before = bound_value(module.previous(walk))
            kept = _kept(module, loop, given)
            if before is None or kept is None or before[0].id != name or not same(before[1], start):
                continue
            yield Rewrite((replace(module, step, f"{kept}[{_here(name, loop.target.id, given)}]"),), at(walk, "spans"))


def _from_the_start(module: ParsedModule, loop: ast.For) -> bool:
    """``for i in range(len(xs))``."""
    match loop.iter:
        case ast.Call(func=func, args=[ast.Call() | ast.Name()], keywords=[]):
            return module.is_builtin(func, "range")
    return False


def _span(walk: ast.While, day: str) -> tuple[str, ast.expr, ast.expr, str] | None:
    """Name, start and step of a span that grows by one, and what goes to the list."""
    match walk:
        case ast.While(
            test=ast.BoolOp(op=ast.And(), values=[bound, ast.Compare(left=left, ops=[op], comparators=[right])]),
            body=[ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=ast.Constant(value=1) as step)],
        ) if isinstance(op, _ORDERINGS):
            place = f"{day} - {name}"
            if ast.unparse(bound) not in (f"{place} >= 0", f"{place} > -1", f"{name} <= {day}", f"{day} >= {name}"):
                return None
            return (name, ast.Constant(1), step, name) if _alike(left, right, place, day) else None
    return None


def _place(walk: ast.While, day: str) -> tuple[str, ast.expr, ast.expr, str] | None:
    """The same with a place that goes back from the day before."""
    match walk:
        case ast.While(
            test=ast.BoolOp(op=ast.And(), values=[bound, ast.Compare(left=left, ops=[op], comparators=[right])]),
            body=[ast.AugAssign(target=ast.Name(id=name), op=ast.Sub(), value=ast.Constant(value=1) as step)],
        ) if isinstance(op, _ORDERINGS):
            if ast.unparse(bound) not in (f"{name} >= 0", f"{name} > -1"):
                return None
            start = ast.BinOp(ast.Name(day, ast.Load()), ast.Sub(), ast.Constant(1))
            return (name, start, step, f"{day} - {name}") if _alike(left, right, name, day) else None
    return None


def _alike(left: ast.expr, right: ast.expr, place: str, day: str) -> bool:
    """``xs[place]`` and ``xs[day]``, or the same of an item's field."""
    if not isinstance(left, ast.expr) or place not in ast.unparse(left) or place in ast.unparse(right):
        return False
    return ast.unparse(left).replace(f"[{place}]", f"[{day}]") == ast.unparse(right) and f"[{day}]" in ast.unparse(
        right
    )


def _here(name: str, day: str, given: str) -> str:
    return f"{day} - {name}" if given == name else name


def _kept(module: ParsedModule, loop: ast.For, given: str) -> str | None:
    """The list, empty before the loop, to which each round appends the span and nothing else."""
    last = loop.body[-1]
    match last:
        case ast.Expr(
            ast.Call(func=ast.Attribute(value=ast.Name(id=kept) as owner, attr="append"), args=[value], keywords=[])
        ) if ast.unparse(value) == given:
            pass
        case _:
            return None
    if any(isinstance(below, ast.Continue | ast.Break) for stmt in loop.body for below in ast.walk(stmt)):
        return None
    uses = [use for use in module.uses(owner) if module.inside(use, loop)]
    stmt = module.previous(loop)
    while stmt is not None and not any(isinstance(n, ast.Name) and n.id == kept for n in ast.walk(stmt)):
        stmt = module.previous(stmt)
    bound = bound_value(stmt)
    empty = bound is not None and bound[0].id == kept and ast.unparse(bound[1]) in ("[]", "list()")
    return kept if len(uses) == 1 and empty else None
