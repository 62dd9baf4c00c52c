"""``[e for e in rows[: i + 1] if now - e[0] < w]`` over rows in order → a start that moves on with the loop."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.conditions import (
    conjuncts,
    names_in,
    same,
    split,
    substituted,
    terms,
    text,
)
from fasterpy.generate.rules.algorithms.look_through import inside
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, bound_value, insert_before, owns_line
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


@dataclass(frozen=True)
class _Loop:
    """A loop over the places of a list, with what its variables mean in terms of the item."""

    node: ast.For
    listed: ast.expr
    place: str
    values: dict[str, ast.expr]


class MovingStart(Rule):
    """What has become too old for one row is too old for all later ones, since rows and limits are in one order."""

    name = "moving-window-start"
    pattern = "window-start-moves-on"
    summary = "Move the start of the window on with the loop instead of testing all earlier rows."
    gain = 8.0
    risk = Risk.LIKELY
    order = 14

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for node in scope.nodes(ast.For):
            loop = _places(module, node)
            if loop is None or not owns_line(module, node):
                continue
            keys = _order(module, node, loop.listed)
            for scan in (below for stmt in node.body for below in ast.walk(stmt)):
                edits = next((found for key in keys if (found := _edits(module, loop, scan, key))), [])
                if edits:
                    yield Rewrite(tuple(edits), at(scan, f"the start in {text(loop.listed)} moves on"))


def _places(module: ParsedModule, node: ast.For) -> _Loop | None:
    """``for i, row in enumerate(rows)`` and ``for i in range(len(rows))``."""
    match node.target, node.iter:
        case ast.Tuple(elts=[ast.Name(id=place), item]), ast.Call(func=func, args=[listed]) if module.is_builtin(
            func, "enumerate"
        ):
            values = _fields(item, ast.Subscript(listed, ast.Name(place, ast.Load()), ast.Load()))
        case ast.Name(id=place), ast.Call(func=func, args=[*_, ast.Call(func=length, args=[listed])]) if (
            module.is_builtin(func, "range") and module.is_builtin(length, "len") and len(node.iter.args) < 3
        ):
            values = {}
        case _:
            return None
    rebound, mutated = mutated_names(ast.Module(node.body, []))
    if not isinstance(listed, ast.Name) or listed.id in rebound | mutated or {place, *values} & rebound:
        return None
    for stmt in node.body:
        bound = bound_value(stmt)
        if bound is None or not module.is_pure(bound[1]):
            continue
        if sum(isinstance(use.ctx, ast.Store) and module.inside(use, node) for use in module.uses(bound[0])) == 1:
            values[bound[0].id] = substituted(bound[1], values)
    return _Loop(node, listed, place, values)


def _fields(target: ast.expr, row: ast.expr) -> dict[str, ast.expr]:
    """What the variables of a loop's head are in terms of the row: ``row[0]``."""
    match target:
        case ast.Name(id=name):
            return {name: row}
        case ast.Tuple(elts=parts) if not any(isinstance(part, ast.Starred) for part in parts):
            return {
                part.id: ast.Subscript(row, ast.Constant(number), ast.Load())
                for number, part in enumerate(parts)
                if isinstance(part, ast.Name)
            }
    return {}


def _order(module: ParsedModule, loop: ast.For, listed: ast.expr) -> list[ast.Lambda]:
    """By what the list was sorted just before the loop, as functions; none when it was not, or backwards."""
    stmt: ast.stmt | None = loop
    row = ast.Name("row", ast.Load())
    while (stmt := module.previous(stmt)) is not None:  # type: ignore[arg-type]
        bound = bound_value(stmt)
        call: ast.expr | None = None
        if bound is not None and same(ast.Name(bound[0].id, ast.Load()), listed):
            call = bound[1]
            if not (isinstance(call, ast.Call) and module.is_builtin(call.func, "sorted")):
                return []
        match stmt:
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr="sort", value=value)) as sort) if same(value, listed):
                call = sort
        match call:
            case ast.Call(keywords=[]):
                parts = [row, ast.Subscript(row, ast.Constant(0), ast.Load())]
                return [ast.Lambda(_arguments("row"), part) for part in parts]
            case ast.Call(keywords=[ast.keyword(arg="key", value=ast.Lambda(args=args) as key)]) if len(args.args) == 1:
                match key.body:
                    case ast.Tuple(elts=[head, *_]):
                        return [ast.Lambda(args, head)]
                return [key]
            case ast.Call(keywords=[ast.keyword(arg="key", value=ast.Call(args=[field]) as getter)]) if (
                module.imported(getter.func) == "operator.itemgetter"
            ):
                return [ast.Lambda(_arguments("row"), ast.Subscript(row, field, ast.Load()))]
            case ast.Call():
                return []
        rebound, mutated = mutated_names(stmt)
        if names_in(listed) & (rebound | mutated):
            return []
    return []


def _arguments(name: str) -> ast.arguments:
    return ast.arguments(posonlyargs=[], args=[ast.arg(name)], kwonlyargs=[], kw_defaults=[], defaults=[])


def _edits(module: ParsedModule, loop: _Loop, scan: ast.AST, key: ast.Lambda) -> list[Edit]:
    tests: Sequence[ast.expr]
    match scan:
        case ast.ListComp() | ast.GeneratorExp() | ast.SetComp() | ast.DictComp() if len(scan.generators) == 1:
            part = scan.generators[0]
            target, items = part.target, part.iter
            tests = [piece for test in part.ifs for piece in conjuncts(test)]
        case ast.For(target=target, iter=items, orelse=[]):
            tests = inside(module, scan).tests
        case _:
            return []
    match items:
        case ast.Subscript(value=listed, slice=ast.Slice(lower=None, upper=ast.expr() as end, step=None)) if same(
            listed, loop.listed
        ) and text(end) in (loop.place, f"{loop.place} + 1", f"1 + {loop.place}"):
            pass
        case _:
            return []
    stmt = module.statement(scan) if not isinstance(scan, ast.For) else scan
    if module.loops(stmt) != [loop.node, *module.loops(loop.node)] or not owns_line(module, stmt):
        return []
    if module.function(scan) is not module.function(loop.node) or module.source(stmt).startswith("elif"):
        return []
    start = ast.Name("start", ast.Load())
    row = ast.Subscript(listed, start, ast.Load())
    own = _fields(target, row)
    name = key.args.args[0].arg
    for test in tests:
        limit = split(test, names_in(target))
        if limit is None or limit.op not in (ast.Gt, ast.GtE):
            continue
        if text(substituted(limit.key, own)) != text(substituted(key.body, {name: row})):
            continue
        current = substituted(key.body, {name: ast.Subscript(listed, ast.Name(loop.place, ast.Load()), ast.Load())})
        if not _rises(loop, limit.probe, current):
            continue
        start.id = module.fresh("start")
        # The same comparison as before, so that it decides alike also for what is no number.
        dropped = f"not {text(substituted(test, own))}"
        moving = [f"while {start.id} < {text(end)} and {dropped}:", block(module, f"{start.id} += 1")]
        low, high = module.span(items)
        if not isinstance(scan, ast.For) and len(tests) == 1:
            high = module.span(scan.generators[0].ifs[0])[1]  # it holds for all rows of the slice
        return [
            insert_before(module, loop.node, f"{start.id} = 0"),
            insert_before(module, stmt, "\n".join(moving)),
            Edit(low, high, f"{module.source(listed)}[{start.id} : {text(end)}]"),
        ]
    return []


def _rises(loop: _Loop, probe: ast.expr, current: ast.expr) -> bool:
    """Whether a limit never falls from row to row: the row's own key, plus or minus what stays the same."""
    rebound, mutated = mutated_names(loop.node)
    rises = 0
    for sign, term in terms(probe):
        if sign > 0 and text(substituted(term, loop.values)) == text(current):
            rises += 1
        elif names_in(term) & (rebound | mutated):
            return False
    return rises == 1
