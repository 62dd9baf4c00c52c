"""``for b in bookings[i + 1 :]`` → ``for j in range(i + 1, len(bookings))``, where other rules know what to do."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, same
from fasterpy.generate.rules.algorithms.look_through import inside
from fasterpy.generate.rules.algorithms.ranges import within
from fasterpy.generate.rules.algorithms.scan import aggregates, home, lives_on, plan
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class SliceLoopToRange(Rule):
    """Only where an item is held equal to something: a table by that key, with places in it, can then stand in."""

    name = "slice-loop-to-range"
    pattern = "quadratic-join"
    summary = "Go through the places of a list instead of a copy of its rest, so that one table can serve all rounds."
    gain = 1.0
    risk = Risk.LIKELY
    order = 12

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        totals = {scan.node for scan in aggregates(module, scope)}  # for these there are tables of running totals
        for loop in scope.nodes(ast.For):
            first = loop.body[0]
            target, items, counted = _counted(module, loop)
            match items:
                case ast.Subscript(
                    value=ast.Name() | ast.Attribute(value=ast.Name()) as whole,
                    slice=ast.Slice(lower=ast.expr() as low, upper=None, step=None),
                ) if not isinstance(low, ast.UnaryOp | ast.Constant):
                    span = f"{module.source(low)}, len({module.source(whole)})"
                case ast.Subscript(
                    value=ast.Name() | ast.Attribute(value=ast.Name()) as whole,
                    slice=ast.Slice(lower=None, upper=ast.expr() as high, step=None),
                ) if within(module, loop, high, whole) and loop not in totals:
                    low, span = ast.Constant(0), module.source(high)
                case _:
                    continue
            if not isinstance(target, ast.Name | ast.Tuple) or (counted is not None and not same(counted[1], low)):
                continue
            if not owns_line(module, first) or first.lineno == loop.lineno or not _matched(module, loop, target):
                continue
            if home(module, loop, [whole], (), module.is_pure) is None:
                continue
            # A counter of the loop's own serves where nobody changes or reads it elsewhere.
            own = counted is not None and not _stored(loop, counted[0].id) and not lives_on(module, loop)
            if counted is not None and not own:
                continue
            source, place = module.source(whole), counted[0].id if counted is not None else module.fresh("place")
            edits = (
                replace(module, loop.target, place),
                replace(module, loop.iter, f"range({span})"),
                insert_before(module, first, f"{_bare(module, target)} = {source}[{place}]"),
            )
            yield Rewrite(edits, at(loop, f"places of {source}"))


def _counted(module: ParsedModule, loop: ast.For) -> tuple[ast.expr, ast.expr, tuple[ast.Name, ast.expr] | None]:
    """The items of a loop and their target; for ``enumerate(items, start)`` also the counter and where it starts."""
    match loop:
        case ast.For(
            target=ast.Tuple(elts=[ast.Name() as place, target]),
            iter=ast.Call(func=func, args=[items, start], keywords=[])
            | ast.Call(func=func, args=[items], keywords=[ast.keyword(arg="start", value=start)]),
        ) if module.is_builtin(func, "enumerate"):
            return target, items, (place, start)
        case ast.For(
            target=ast.Tuple(elts=[ast.Name() as place, target]), iter=ast.Call(func=func, args=[items], keywords=[])
        ) if module.is_builtin(func, "enumerate"):
            return target, items, (place, ast.Constant(0))
    return loop.target, loop.iter, None


def _matched(module: ParsedModule, loop: ast.For, target: ast.expr) -> bool:
    """Whether a round does nothing, or seems to, unless something of the item equals something else."""
    if isinstance(target, ast.Name):
        for below in ast.walk(loop):
            if isinstance(below, ast.Compare) and any(isinstance(op, ast.Eq) for op in below.ops):
                if target.id in names_in(below):
                    return True
    return bool(plan(inside(module, loop).tests, names_in(loop.target)).equal)


def _stored(loop: ast.For, name: str) -> bool:
    return any(
        isinstance(below, ast.Name) and below.id == name and not isinstance(below.ctx, ast.Load)
        for stmt in loop.body
        for below in ast.walk(stmt)
    )


def _bare(module: ParsedModule, target: ast.expr) -> str:
    text = module.source(target)
    return text[1:-1] if isinstance(target, ast.Tuple) and text.startswith("(") and len(target.elts) > 1 else text
