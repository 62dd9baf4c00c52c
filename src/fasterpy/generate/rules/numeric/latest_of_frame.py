"""A helper that filters a frame by key and day and takes the last row, called per row → lists in order, a bisection."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import named, names_in, text
from fasterpy.generate.rules.algorithms.helper_body import body_of, callee, given
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_before, need, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.numeric.filter_to_groups import equalities
from fasterpy.generate.rules.numeric.helper_frame import Key, frame_place, mask_terms
from fasterpy.generate.rules.target import TargetScope

_READS = frozenset({"float", "int", "str", "round"})


@dataclass(frozen=True)
class LatestOfFrame:
    """``value`` of the last row by ``day`` whose ``keys`` match and whose day is within a limit."""

    frame: str
    keys: tuple[Key, ...]
    day: str
    limit: ast.expr
    strict: bool
    column: str
    plain: bool
    """The value is made a number or a text at once."""
    result: ast.expr
    """In terms of ``latest``."""
    none: ast.stmt | None
    """What is done where there is no such row, if that does not need the frame."""


class LatestOfFrameToBisect(Rule):
    """Prices as of a day: pandas takes hundreds of microseconds for each filter."""

    name = "latest-of-frame-to-bisect"
    pattern = "latest-row-by-scan"
    summary = "Take days and values of each key out of the frame once, in order, and find the latest by bisection."
    gain = 20.0
    risk = Risk.LIKELY
    order = 12

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        groups: dict[tuple[ast.stmt, ast.FunctionDef, str], list[tuple[ast.Call, dict[str, ast.expr]]]] = {}
        for call in scope.nodes(ast.Call) if "iloc" in module.text else ():
            function = callee(module, call)
            values = given(call, function) if function is not None and not module.inside(call, function) else None
            found = latest_of_frame(module, function) if function is not None else None
            if function is None or values is None or found is None or not isinstance(call.func, ast.Name):
                continue
            frame = values[found.frame]
            place = frame_place(module, call, frame) if isinstance(frame, ast.Name | ast.Attribute) else None
            if place is not None and all(map(module.is_pure, values.values())):
                groups.setdefault((place, function, module.source(frame)), []).append((call, values))
        for (place, function, frame_text), calls in groups.items():
            found = latest_of_frame(module, function)
            assert found is not None
            yield _rewrite(module, place, function, found, frame_text, calls)


def latest_of_frame(module: ParsedModule, function: ast.FunctionDef) -> LatestOfFrame | None:
    """What a helper looks for, where that is all that it does."""
    match body_of(function):
        case [
            ast.Assign(targets=[ast.Name(id=some)], value=ast.Subscript(value=ast.Name(id=frame), slice=mask)),
            ast.If(test=test, body=[ast.Return() | ast.Raise() as none], orelse=[]),
            *between,
            ast.Return(value=ast.expr() as value),
        ] if len(between) < 2 and ast.unparse(test) in _empty(some):
            pass
        case _:
            return None
    params = {arg.arg for arg in function.args.args}
    if frame not in params or sum(isinstance(n, ast.Name) and n.id == frame for n in ast.walk(function)) < 2:
        return None
    day = _sorted(between[0].value, some) if between and isinstance(between[0], ast.Assign) else None
    if between and (day is None or ast.unparse(getattr(between[0], "targets", [value])[0]) != some):
        return None
    picks = [(node, pick) for node in ast.walk(value) if (pick := _last(node, some, day)) is not None]
    if len(picks) != 1 or sum(isinstance(n, ast.Name) and n.id == some for n in ast.walk(value)) != 1:
        return None
    node, (day, column) = picks[0]
    keys: list[Key] = []
    limit: list[tuple[ast.expr, bool]] = []
    for term in mask_terms(mask):
        if found := equalities(module, term, frame):
            keys += found
        elif bound := _within(term, frame, day):
            limit.append(bound)
        else:
            return None
    asked = set().union(*(names_in(probe) for _, probe in keys), *(names_in(one) for one, _ in limit))
    if not keys or len(limit) != 1 or not asked <= params - {frame}:
        return None
    above = module.parent(node)
    plain = isinstance(above, ast.Call) and getattr(above.func, "id", "") in _READS
    result = named(value, ast.unparse(node), "latest")
    alone = None if names_in(none) & {frame, some} else none
    return LatestOfFrame(frame, tuple(keys), day, limit[0][0], limit[0][1], column, plain, result, alone)


def _empty(some: str) -> tuple[str, ...]:
    return f"{some}.empty", f"len({some}) == 0", f"not len({some})", f"{some}.shape[0] == 0"


def _sorted(node: ast.expr, some: str) -> str | None:
    """``day`` of ``some.sort_values("day")``."""
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id=name), attr="sort_values"),
            args=[ast.Constant(value=str() as day)],
            keywords=words,
        ) if name == some and all(word.arg in ("kind", "ignore_index") for word in words):
            return day
    return None


def _last(node: ast.AST, some: str, day: str | None) -> tuple[str, str] | None:
    """Day and column of ``some["price"].iloc[-1]`` and ``some.iloc[-1]["price"]``, which may be sorted there."""
    match node:
        case ast.Subscript(
            value=ast.Attribute(
                value=ast.Subscript(value=rows, slice=ast.Constant(value=str() as column)), attr="iloc" | "values"
            ),
            slice=place,
        ) if ast.unparse(place) == "-1":
            pass
        case ast.Subscript(
            value=ast.Subscript(value=ast.Attribute(value=rows, attr="iloc"), slice=place),
            slice=ast.Constant(value=str() as column),
        ) if ast.unparse(place) == "-1":
            pass
        case _:
            return None
    by = day if isinstance(rows, ast.Name) and rows.id == some else _sorted(rows, some)
    return (by, column) if by is not None else None


def _within(term: ast.expr, frame: str, day: str) -> tuple[ast.expr, bool] | None:
    """The limit of ``frame["day"] <= limit``, and whether it is beyond it."""
    match term:
        case ast.Compare(left=left, ops=[ast.LtE() | ast.Lt() as op], comparators=[limit]):
            strict = isinstance(op, ast.Lt)
        case ast.Compare(left=limit, ops=[ast.GtE() | ast.Gt() as op], comparators=[left]):
            strict = isinstance(op, ast.Gt)
        case _:
            return None
    return (limit, strict) if ast.unparse(left) in (f"{frame}[{day!r}]", f"{frame}.{day}") else None


def _rewrite(
    module: ParsedModule,
    place: ast.stmt,
    function: ast.FunctionDef,
    found: LatestOfFrame,
    frame: str,
    calls: list[tuple[ast.Call, dict[str, ast.expr]]],
) -> Rewrite:
    imports, bisect = need(module, "bisect", "bisect_left" if found.strict else "bisect_right")
    table, some, days, values, at_ = (module.fresh(name) for name in ("by_key", "some", "days", "values", "at"))
    name = module.fresh(f"{function.name.lstrip('_')}_here")
    parameters = [arg.arg for arg in function.args.args]
    asked = [one for one in parameters if one != found.frame]
    columns = [column for column, _ in found.keys]
    by = repr(columns[0] if len(columns) == 1 else columns)
    probes = [text(probe) for _, probe in found.keys]
    probe = probes[0] if len(probes) == 1 else f"({', '.join(probes)})"
    taken = "tolist()" if found.plain else "array"
    again = f"{function.name}({', '.join(frame if one == found.frame else one for one in parameters)})"
    made = [
        f"{table} = {{}}",
        f"for key, {some} in {frame}.groupby({by}, sort=False, observed=True):",
        block(module, f"{some} = {some}[{some}[{found.day!r}].notna()].sort_values({found.day!r}, kind='stable')"),
        block(module, f"{table}[key] = {some}[{found.day!r}].tolist(), {some}[{found.column!r}].{taken}"),
        f"\ndef {name}({', '.join(asked)}):",
        block(module, f"{days}, {values} = {table}.get({probe}, ((), ()))"),
        block(module, f"{at_} = {bisect}({days}, {text(found.limit)})"),
        block(module, f"if not {at_}:"),
        block(module, f"return {again}" if found.none is None else ast.unparse(found.none), level=2),
        block(module, f"latest = {values}[{at_} - 1]"),
        block(module, f"return {text(found.result)}"),
        "",
    ]
    edits: list[Edit] = [*imports, insert_before(module, place, "\n".join(made))]
    for call, handed in calls:
        edits.append(replace(module, call, f"{name}({', '.join(text(handed[one]) for one in asked)})"))
    return Rewrite(tuple(edits), at(calls[0][0], f"the latest of {frame} by {by}"))
