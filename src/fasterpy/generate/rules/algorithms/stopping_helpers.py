"""Helpers that only walk to the first place that passes a test, at the place of a call."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, substituted
from fasterpy.generate.rules.algorithms.counting import way
from fasterpy.generate.rules.algorithms.helper_body import body_of, helper
from fasterpy.generate.rules.algorithms.stopping_walks import Walk, ending
from fasterpy.generate.rules.build import bound_value
from fasterpy.generate.rules.target import TargetScope


def helper_walks(module: ParsedModule, scope: TargetScope) -> Iterator[Walk]:
    """``next_warmer(days, i)``, where its loop returns at the first hit, and something else stands behind the loop."""
    for call in scope.nodes(ast.Call):
        near = isinstance(call.func, ast.Name) or ast.unparse(getattr(call.func, "value", call)) == "self"
        one = helper(module, call) if near and call.args and not call.keywords else None
        found = _walk(module, one) if one is not None else None
        if one is None or found is None:
            continue
        names = [arg.arg for arg in one.args.args]
        names = names[1:] if isinstance(call.func, ast.Attribute) else names
        plain = all(isinstance(arg, ast.Name | ast.Attribute) for arg in call.args)
        own = {below.id for below in ast.walk(one) if isinstance(below, ast.Name) and isinstance(below.ctx, ast.Store)}
        given = {name for arg in call.args for name in names_in(arg)}
        if plain and len(names) == len(call.args) and not own & (given | set(names)):
            values = dict(zip(names, call.args, strict=True))
            yield _put_in(replace(found, stmt=call), values)


def _put_in(walk: Walk, values: dict[str, ast.expr]) -> Walk:
    """The walk with names standing for other expressions."""
    return replace(
        walk,
        first=substituted(walk.first, values),
        end=substituted(walk.end, values),
        test=substituted(walk.test, values),
        value=substituted(walk.value, values) if walk.value is not None else None,
        default=substituted(walk.default, values) if walk.default is not None else None,
        listed=substituted(walk.listed, values) if walk.listed is not None else None,
        shown=(walk.shown[0], substituted(walk.shown[1], values)) if walk.shown is not None else None,
    )


def _walk(module: ParsedModule, function: ast.FunctionDef) -> Walk | None:
    """The walk of a helper in terms of its parameters."""
    values: dict[str, ast.expr] = {}
    body = list(body_of(function))
    while body and (bound := bound_value(body[0])) is not None and module.is_pure(bound[1]):
        values[bound[0].id] = substituted(bound[1], values)
        body.pop(0)
    match body:
        case [ast.For(orelse=[]) as loop, ast.Return(value=ast.expr() as default)]:
            hit = ending(module, loop, loop.body)
        case _:
            return None
    found = way(module, loop.target, loop.iter)
    if hit is None or found is None or hit.counted or set(values) & names_in(loop.target):
        return None
    match hit.todo:
        case [ast.Return(value=ast.expr() as value)] if not names_in(default) & names_in(loop.target):
            pass
        case _:
            return None
    if not module.is_pure(value) or not module.is_pure(default) or function.args.defaults:
        return None
    return _put_in(Walk(stmt=loop, value=value, default=default, **vars(hit) | {"todo": ()}, **vars(found)), values)
