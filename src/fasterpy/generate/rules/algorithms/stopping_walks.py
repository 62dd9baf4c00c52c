"""Walks over places that end at the first one that passes a test: ``for`` with ``break``, ``while``, over slices."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import conjuncts, names_in, negated, substituted
from fasterpy.generate.rules.algorithms.counting import Way, end_of, start_of, way
from fasterpy.generate.rules.algorithms.look_through import local
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.build import bound_value, owns_line
from fasterpy.generate.rules.target import TargetScope

_STEPS = {ast.Add: 1, ast.Sub: -1}


@dataclass(frozen=True, kw_only=True)
class Walk(Way):
    """A way that ends where ``test`` holds."""

    stmt: ast.For | ast.While | ast.Call
    """The loop, or a call of ``next``."""
    test: ast.expr
    exact: bool
    """The test is written so; else its opposite is what lets the walk go on."""
    todo: tuple[ast.stmt, ...] = ()
    """What is done where the test holds."""
    start: ast.expr | None = None
    """Where ``first`` stands, when ``name`` is set before the walk and lives on after it."""
    value: ast.expr | None = None
    """What ``next`` gives where the test holds, else ``default``."""
    default: ast.expr | None = None
    counts: dict[str, int] = field(default_factory=dict)
    """What is counted up or down in every round."""


def walks(module: ParsedModule, scope: TargetScope) -> Iterator[Walk]:
    """All walks of the target."""
    for loop in scope.nodes(ast.For):
        found = _for(module, loop) if owns_line(module, loop) else None
        if found is not None:
            yield found
    for walk in scope.nodes(ast.While):
        found = _while(module, walk) if owns_line(module, walk) else None
        if found is not None:
            yield found
    for call in scope.nodes(ast.Call):
        asked = _next(module, call)
        if asked is not None:
            yield asked


def _for(module: ParsedModule, loop: ast.For) -> Walk | None:
    hit = _hit(module, loop, loop.body)
    if hit is None or lives_on(module, loop) or names_in(loop.target) & _names(loop.orelse):
        return None
    found = way(module, loop.target, loop.iter, names_in(loop))
    return Walk(stmt=loop, test=hit[0], exact=hit[1], todo=hit[2], **vars(found)) if found is not None else None


def _next(module: ParsedModule, call: ast.Call) -> Walk | None:
    """``next((… for … if …), default)``."""
    match call:
        case ast.Call(func=func, args=[ast.GeneratorExp(elt=elt, generators=[part]), default], keywords=[]) if (
            module.is_builtin(func, "next") and len(part.ifs) == 1
        ):
            pass
        case _:
            return None
    tests = list(conjuncts(part.ifs[0]))
    found = way(module, part.target, part.iter, names_in(call))
    if found is None or len(tests) != 1 or not all(map(module.is_pure, (elt, default, tests[0]))):
        return None
    exact = not isinstance(part.ifs[0], ast.UnaryOp)
    return Walk(stmt=call, test=tests[0], exact=exact, value=elt, default=default, **vars(found))


def _hit(
    module: ParsedModule, loop: ast.For | ast.While, body: Sequence[ast.stmt]
) -> tuple[ast.expr, bool, tuple[ast.stmt, ...]] | None:
    """The test that ends the loop, whether it is written so, and what is done then."""
    values: dict[str, ast.expr] = {}
    before: list[ast.stmt] = []
    while len(body) > 1:
        bound = bound_value(body[0])
        if bound is None or not local(module, bound[0], loop) or not module.is_pure(bound[1]):
            break
        values[bound[0].id] = substituted(bound[1], values)
        before, body = [*before, body[0]], body[1:]
    match body:
        case [ast.If(test=test, body=todo, orelse=[])]:
            exact = True
        case [ast.If(test=test, body=[ast.Continue()], orelse=[]), *todo] if todo:
            exact = False
        case [ast.If(test=test, body=[ast.Continue() | ast.Pass()], orelse=todo)] if todo:
            exact = False
        case _:
            return None
    parts = list(conjuncts(test)) if exact else negated(test)
    if len(parts) != 1 or not module.is_pure(test) or not isinstance(todo[-1], ast.Break | ast.Return | ast.Raise):
        return None
    last = isinstance(todo[-1], ast.Break)
    if any(_jumps(module, stmt, loop) for stmt in (todo[:-1] if last else todo)):
        return None
    exact = exact != isinstance(test, ast.UnaryOp)
    needed = _names(todo)
    before = [stmt for stmt in before if names_in(stmt) & needed]
    return substituted(parts[0], values), exact, (*before, *(todo[:-1] if last else todo))


def _jumps(module: ParsedModule, stmt: ast.stmt, loop: ast.stmt) -> bool:
    """Whether a statement leaves the round of this very loop."""
    return any(isinstance(below, ast.Break | ast.Continue) and module.loops(below)[0] is loop
               for below in ast.walk(stmt))  # fmt: skip


def _names(stmts: Sequence[ast.stmt]) -> set[str]:
    return {name for stmt in stmts for name in names_in(stmt)}


def _while(module: ParsedModule, walk: ast.While) -> Walk | None:
    tests = walk.test.values if isinstance(walk.test, ast.BoolOp) and isinstance(walk.test.op, ast.And) else [walk.test]
    steps: dict[str, int] = {}
    body = list(walk.body)
    while body:
        match body[-1]:
            case ast.AugAssign(target=ast.Name(id=name), op=ast.Add() | ast.Sub() as op, value=ast.Constant(value=1)):
                if name in steps:
                    return None
                steps[name] = _STEPS[type(op)]
                body.pop()
            case _:
                break
    hit: tuple[ast.expr, bool, tuple[ast.stmt, ...]] | None
    if len(tests) == 2 and not body and not walk.orelse and module.is_pure(tests[1]):
        stops = negated(tests[1])
        hit = (stops[0], isinstance(tests[1], ast.UnaryOp), ()) if len(stops) == 1 else None
    else:
        hit = _hit(module, walk, body) if len(tests) == 1 and len(steps) == 1 else None
    counted = next((name for name in steps if name in names_in(tests[0])), None)
    start = start_of(module, walk, counted) if counted else None
    if hit is None or counted is None or start is None or set(steps) & names_in(start):
        return None
    end = end_of(tests[0], counted, steps[counted])
    counts = {name: step for name, step in steps.items() if name != counted}
    if end is None or set(counts) & (names_in(hit[0]) | names_in(end)) or counted in _stored(walk, hit[2]):
        return None
    found = Way(name=counted, first=start, end=end, step=steps[counted])
    return Walk(stmt=walk, test=hit[0], exact=hit[1], todo=hit[2], start=start, counts=counts, **vars(found))


def _stored(walk: ast.While, todo: Sequence[ast.stmt]) -> set[str]:
    """Names that are bound at the end of the walk."""
    return {below.id for stmt in (*todo, *walk.orelse) for below in ast.walk(stmt)
            if isinstance(below, ast.Name) and not isinstance(below.ctx, ast.Load)}  # fmt: skip
