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
class Hit:
    """What ends a walk."""

    test: ast.expr
    exact: bool
    """The test is written so; else its opposite is what lets the walk go on."""
    todo: tuple[ast.stmt, ...] = ()
    """What is done where the test holds."""
    counts: dict[str, int] = field(default_factory=dict)
    """What is counted up or down in every round before that one."""
    eager: dict[str, int] = field(default_factory=dict)
    """What is counted in that round as well."""

    @property
    def counted(self) -> set[str]:
        """All names that are counted."""
        return set(self.counts) | set(self.eager)


@dataclass(frozen=True, kw_only=True)
class Walk(Hit, Way):
    """A way that ends where a test holds."""

    stmt: ast.For | ast.While | ast.Call
    """The loop, or a call of ``next``."""
    start: ast.expr | None = None
    """Where ``first`` stands, when ``name`` is set before the walk and lives on after it."""
    value: ast.expr | None = None
    """What ``next`` gives where the test holds, else ``default``."""
    default: ast.expr | None = None


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
    hit = ending(module, loop, loop.body)
    if hit is None or lives_on(module, loop) or names_in(loop.target) & _names(loop.orelse):
        return None
    if hit.counted & (names_in(loop.target) | names_in(loop.iter)):
        return None
    found = way(module, loop.target, loop.iter)
    return Walk(stmt=loop, **vars(hit), **vars(found)) if found is not None else None


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
    found = way(module, part.target, part.iter)
    if found is None or len(tests) != 1 or not all(map(module.is_pure, (elt, default, tests[0]))):
        return None
    exact = not isinstance(part.ifs[0], ast.UnaryOp)
    return Walk(stmt=call, test=tests[0], exact=exact, value=elt, default=default, **vars(found))


def ending(module: ParsedModule, loop: ast.For | ast.While, body: Sequence[ast.stmt]) -> Hit | None:
    """How a loop's body says where the walk ends."""
    values: dict[str, ast.expr] = {}
    before: list[ast.stmt] = []
    eager: dict[str, int] = {}
    while len(body) > 1:
        bound, count = bound_value(body[0]), _counts(body[:1])
        if bound is not None and local(module, bound[0], loop) and module.is_pure(bound[1]):
            values[bound[0].id] = substituted(bound[1], values)
            before.append(body[0])
        elif count and not eager:
            eager = count
        else:
            break
        body = body[1:]
    counts: dict[str, int] | None = {}
    exact = True
    match body:
        case [ast.If(test=test, body=[ast.Continue() | ast.Pass()], orelse=todo)] if todo:
            exact = False
        case [ast.If(test=test, body=[ast.Continue()], orelse=[]), *todo] if todo and not _counts(todo):
            exact = False
        case [ast.If(test=test, body=todo, orelse=rest)] if not _counts(todo):
            counts = _counts(rest)
        case [ast.If(test=test, body=rest, orelse=todo)]:
            exact, counts = False, _counts(rest)
        case [ast.If(test=test, body=todo, orelse=[]), *rest]:
            counts = _counts(rest)
        case _:
            return None
    parts = list(conjuncts(test)) if exact else negated(test)
    if not todo or not isinstance(todo[-1], ast.Break | ast.Return | ast.Raise) or counts is None:
        return None
    done = todo[:-1] if isinstance(todo[-1], ast.Break) else todo
    if len(parts) != 1 or not module.is_pure(test) or any(_jumps(module, stmt, loop) for stmt in done):
        return None
    counted = set(counts) | set(eager)
    if isinstance(loop, ast.While):
        counted -= names_in(loop.test)
    if counted & (names_in(test) | _names(before)) or set(counts) & set(eager) or set(values) & _names(loop.orelse):
        return None
    needed = _names(todo)
    before = [stmt for stmt in before if names_in(stmt) & needed]
    exact = exact != isinstance(test, ast.UnaryOp)
    return Hit(test=substituted(parts[0], values), exact=exact, todo=(*before, *done), counts=counts, eager=eager)


def _counts(stmts: Sequence[ast.stmt]) -> dict[str, int] | None:
    """Names that statements count up or down by one; None where they do anything else."""
    found: dict[str, int] = {}
    for stmt in stmts:
        match stmt:
            case ast.AugAssign(target=ast.Name(id=name), op=ast.Add() | ast.Sub() as op, value=ast.Constant(value=1)):
                if name in found:
                    return None
                found[name] = _STEPS[type(op)]
            case _:
                return None
    return found


def _jumps(module: ParsedModule, stmt: ast.stmt, loop: ast.stmt) -> bool:
    """Whether a statement leaves the round of this very loop."""
    return any(isinstance(below, ast.Break | ast.Continue) and module.loops(below)[0] is loop
               for below in ast.walk(stmt))  # fmt: skip


def _names(stmts: Sequence[ast.stmt]) -> set[str]:
    return {name for stmt in stmts for name in names_in(stmt)}


def _while(module: ParsedModule, walk: ast.While) -> Walk | None:
    tests = walk.test.values if isinstance(walk.test, ast.BoolOp) and isinstance(walk.test.op, ast.And) else [walk.test]
    hit: Hit | None = None
    if len(tests) == 2:
        counts, stops = _counts(walk.body), negated(tests[1])
        if counts and len(stops) == 1 and not walk.orelse and module.is_pure(tests[1]):
            hit = Hit(test=stops[0], exact=isinstance(tests[1], ast.UnaryOp), counts=counts)
    elif len(tests) == 1:
        hit = ending(module, walk, walk.body)
    counted = next((name for name in hit.counts if name in names_in(tests[0])), None) if hit is not None else None
    start = start_of(module, walk, counted) if counted else None
    if (
        hit is None
        or counted is None
        or start is None
        or hit.counted & (names_in(start) | names_in(hit.test) - {counted})
    ):
        return None
    step = hit.counts.pop(counted)
    end = end_of(tests[0], counted, step)
    if end is None or hit.counted & names_in(end) or counted in _stored(walk, hit.todo):
        return None
    return Walk(stmt=walk, start=start, **vars(hit), **vars(Way(name=counted, first=start, end=end, step=step)))


def _stored(walk: ast.While, todo: Sequence[ast.stmt]) -> set[str]:
    """Names that are bound at the end of the walk."""
    return {below.id for stmt in (*todo, *walk.orelse) for below in ast.walk(stmt)
            if isinstance(below, ast.Name) and not isinstance(below.ctx, ast.Load)}  # fmt: skip
