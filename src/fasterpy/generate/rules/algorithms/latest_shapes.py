"""Helpers that look for the latest row of a key up to a limit: what they filter by, and what they make of the row."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import conjuncts, named, names_in, same, substituted
from fasterpy.generate.rules.algorithms.helper_body import body_of
from fasterpy.generate.rules.algorithms.look_through import inside
from fasterpy.generate.rules.algorithms.scan import plan


@dataclass(frozen=True)
class Latest:
    """``best`` is the row with the largest ``date`` among those whose ``keys`` match and that lie within a limit."""

    rows: ast.expr
    """A parameter, or an attribute of ``self``."""
    item: str
    keys: tuple[tuple[ast.expr, ast.expr], ...]
    """What a row has, and what it must be equal to."""
    date: ast.expr
    limit: ast.expr
    strict: bool
    """The limit itself is beyond it."""
    last: bool
    """Of several rows with that date the last."""
    own: tuple[ast.expr, ...]
    """Conditions on the row alone."""
    best: str
    tail: tuple[ast.stmt, ...]
    """What is done with ``best``."""
    none: tuple[ast.stmt, ...]
    """What is done where there is no such row; nothing where that cannot be told apart from the rows."""


def latest(module: ParsedModule, function: ast.FunctionDef) -> Latest | None:
    """The search that is all that a helper does; None for any other helper."""
    if function.args.vararg or function.args.kwarg or function.args.kwonlyargs or function.args.posonlyargs:
        return None
    return _listed(module, function) or _looped(module, function)


def _listed(module: ParsedModule, function: ast.FunctionDef) -> Latest | None:
    """``known = [r for r in rows if …]; if not known: …; return max(known, key=…).rate``."""
    match body_of(function):
        case [
            ast.Assign(targets=[ast.Name(id=known)], value=ast.ListComp(elt=ast.Name(id=item), generators=[part])),
            ast.If(test=test, body=[ast.Return() | ast.Raise() as none], orelse=[]),
            *tail,
        ] if isinstance(part.target, ast.Name) and part.target.id == item and _no_rows(module, test, known):
            pass
        case _:
            return None
    tests = [piece for one in part.ifs for piece in conjuncts(one)]
    order: ast.expr | None = None
    if tail and (key := _sorted_by(tail[0], known)) is not None:
        order, tail, best_text = key, tail[1:], f"{known}[-1]"
        last = True
        picks = [node for stmt in tail for node in ast.walk(stmt) if ast.unparse(node) == best_text]
    else:
        picks = [node for stmt in tail for node in ast.walk(stmt) if _picked(module, node, known)]
        order = _picked(module, picks[0], known) if picks else None
        last = bool(picks) and isinstance(picks[0], ast.Subscript)
    uses = [node for stmt in tail for node in ast.walk(stmt) if isinstance(node, ast.Name) and node.id == known]
    if len(picks) != 1 or len(uses) != 1 or order is None:
        return None
    best = module.fresh("latest")
    fresh = [named(stmt, ast.unparse(picks[0]), best) for stmt in tail]
    alone = not names_in(none) & (names_in(part.iter) | {known})
    return _made(module, part.iter, item, tests, order, last, best, fresh, [none] if alone else [])


def _no_rows(module: ParsedModule, test: ast.expr, known: str) -> bool:
    return ast.unparse(test) in (f"not {known}", f"len({known}) == 0", f"not len({known})", f"{known} == []")


def _sorted_by(stmt: ast.stmt, known: str) -> ast.expr | None:
    """The key, as a function of ``_``, of ``known.sort(key=lambda r: r.day)``."""
    match stmt:
        case ast.Expr(
            ast.Call(
                func=ast.Attribute(value=ast.Name(id=name), attr="sort"),
                args=[],
                keywords=[ast.keyword(arg="key", value=ast.Lambda() as key)],
            )
        ) if name == known:
            return _of_item(key)
    return None


def _picked(module: ParsedModule, node: ast.AST, known: str) -> ast.expr | None:
    """The key of ``max(known, key=…)`` and of ``sorted(known, key=…)[-1]``."""
    match node:
        case ast.Call(
            func=func, args=[ast.Name(id=name)], keywords=[ast.keyword(arg="key", value=ast.Lambda() as key)]
        ):
            return _of_item(key) if name == known and module.is_builtin(func, "max") else None
        case ast.Subscript(
            value=ast.Call(
                func=func, args=[ast.Name(id=name)], keywords=[ast.keyword(arg="key", value=ast.Lambda() as key)]
            ),
            slice=place,
        ) if ast.unparse(place) == "-1":
            return _of_item(key) if name == known and module.is_builtin(func, "sorted") else None
    return None


def _of_item(key: ast.Lambda) -> ast.expr | None:
    args = key.args.args
    return substituted(key.body, {args[0].arg: ast.Name("_", ast.Load())}) if len(args) == 1 else None


def _looped(module: ParsedModule, function: ast.FunctionDef) -> Latest | None:
    """``best = None; for r in rows: if … and (best is None or r.day > best.day): best = r``."""
    match body_of(function):
        case [
            ast.Assign(targets=[ast.Name(id=best)], value=ast.Constant(value=None)),
            ast.For(target=ast.Name(id=item), iter=rows, orelse=[]) as loop,
            *tail,
        ] if tail:
            pass
        case _:
            return None
    heart = inside(module, loop)
    match heart.body:
        case (ast.Assign(targets=[ast.Name(id=name)], value=ast.Name(id=value)),) if (name, value) == (best, item):
            pass
        case _:
            return None
    tests = [piece for test in heart.tests for piece in conjuncts(test)]
    for test in tests:
        match test:
            case ast.BoolOp(op=ast.Or(), values=[unset, ast.Compare(left=mine, ops=[op], comparators=[other])]) if (
                ast.unparse(unset) in (f"{best} is None", f"not {best}") and isinstance(op, ast.Gt | ast.GtE)
            ):
                if same(substituted(mine, {item: ast.Name(best, ast.Load())}), substituted(other, {})):
                    rest = [one for one in tests if one is not test]
                    order = substituted(mine, {item: ast.Name("_", ast.Load())})
                    none = [body_of(function)[0], *tail]
                    return _made(module, rows, item, rest, order, isinstance(op, ast.GtE), best, tail, none)
    return None


def _made(
    module: ParsedModule, rows: ast.expr, item: str, tests: Sequence[ast.expr], order: ast.expr, last: bool, best: str,
    tail: Sequence[ast.stmt], none: Sequence[ast.stmt],
) -> Latest | None:  # fmt: skip
    found = plan(list(tests), {item})
    date = substituted(order, {"_": ast.Name(item, ast.Load())})
    limits = [part for part in found.order if part.op in (ast.LtE, ast.Lt) and same(substituted(part.key, {}), date)]
    if len(limits) != 1 or len(found.order) != 1 or found.other or found.outer or found.apart or not found.equal:
        return None
    plain = isinstance(rows, ast.Name) or (isinstance(rows, ast.Attribute) and isinstance(rows.value, ast.Name))
    pieces = [date, limits[0].probe, *found.own, *(part for one in found.equal for part in (one.key, one.probe))]
    if not plain or not all(map(module.is_pure, pieces)) or best in set().union(*map(names_in, pieces)):
        return None
    return Latest(
        rows, item, tuple((one.key, one.probe) for one in found.equal), date, limits[0].probe, limits[0].op is ast.Lt,
        last, tuple(found.own), best, tuple(tail), tuple(none),
    )  # fmt: skip
