"""Looking from every place for the next greater item → one pass with a stack of the places that still wait for it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import SIGNS, names_in, same, substituted, text
from fasterpy.generate.rules.algorithms.counting import minus, plus, simple
from fasterpy.generate.rules.algorithms.nearest_places import Search, parts_of, search
from fasterpy.generate.rules.algorithms.ranges import length_of
from fasterpy.generate.rules.algorithms.stopping_helpers import helper_walks
from fasterpy.generate.rules.algorithms.stopping_walks import Walk, walks
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import (
    at,
    bare,
    block,
    bound_value,
    delete,
    insert_before,
    over_lines,
    owns_line,
    replace,
    unindented,
)
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.programs.constants import whole_number
from fasterpy.generate.rules.target import TargetScope

_WORDS = {ast.Gt: "greater", ast.Lt: "smaller", ast.GtE: "at_least", ast.LtE: "at_most"}
_OPPOSITE = {ast.Gt: "<=", ast.Lt: ">=", ast.GtE: "<", ast.LtE: ">"}


class NextGreaterToStack(Rule):
    """The nearest later or earlier item that compares so to each item; what is done with it stays as it is."""

    name = "next-greater-to-stack"
    pattern = "next-greater-stack"
    summary = "Find the next greater (or smaller) item of every place in one pass with a stack of waiting places."
    gain = 8.0
    risk = Risk.LIKELY
    order = 16

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for walk in (*walks(module, scope), *helper_walks(module, scope)):
            found = search(module, walk)
            if found is None or over_lines([*walk.todo, *_otherwise(walk)]):
                continue
            near = module.fresh(f"{'next' if found.ahead else 'previous'}_{_WORDS[found.op]}")
            edits = [_value(module, found, near)] if walk.value is not None else _asked(module, found, near)
            if edits:
                made = insert_before(module, found.above, "\n".join(_made(module, found, near)))
                yield Rewrite((made, *edits), at(walk.stmt, f"{near} by a stack"))


def _made(module: ParsedModule, found: Search, near: str) -> list[str]:
    """The pass: every place waits until one comes that it looks for."""
    waiting, place = module.fresh("waiting"), module.fresh("place")
    size = text(found.size)
    factor = f"({size})" if isinstance(found.size, ast.BinOp) else size
    here, last = module.fresh("item"), _key(found, f"{waiting}[-1]")
    bound = [f"{here} = {_key(found, place)}"]
    head = f"for {place} in {f'range({size})' if found.ahead else f'reversed(range({size}))'}:"
    match found.key:
        case ast.Subscript(value=listed, slice=ast.Name()) if found.ahead:
            whole, beyond = length_of(module, found.size)
            if whole is not None and same(whole, listed) and not beyond:
                bound = []
                head = f"for {place}, {here} in enumerate({text(listed)}):"
    test, keeps, note = f"{here} {SIGNS[found.op]} {last}", "", ""
    if not found.ordered and found.walk.exact:
        keeps = f"if {here} == {here}:  # NaN would keep the others waiting"
    elif not found.ordered:
        test, note = f"not {here} {_OPPOSITE[found.op]} {last}", "  # NaN ends the search"
    lines = [*bound, f"while {waiting} and {test}:{note}", block(module, f"{near}[{waiting}.pop()] = {place}")]
    push = f"{waiting}.append({place})"
    lines += [keeps, block(module, push)] if keeps else [push]
    start = f"{near} = [{size if found.ahead else -1}] * {factor}"
    return [start, f"{waiting} = []", head, block(module, *lines)]


def _key(found: Search, place: str) -> str:
    return text(substituted(found.key, {found.walk.name: ast.parse(place, mode="eval").body}))


def _asked(module: ParsedModule, found: Search, near: str) -> list[Edit]:
    """The walk's place taken by what it finds."""
    walk = found.walk
    spot = f"{near}[{found.outer}]"
    plain = isinstance(found.value, ast.Name)
    value = text(substituted(found.value, {walk.name: ast.parse(spot, mode="eval").body}))
    used = {name for stmt in walk.todo for name in names_in(stmt)}
    edits: list[Edit] = []
    lines: list[str] = []
    inner = [unindented(module, stmt) for stmt in walk.todo]
    if walk.start is not None:
        edits.append(replace(module, walk.start, value))
        spot = walk.name if plain else spot
    elif walk.item is None and walk.name in used:
        if plain:
            lines.append(f"{walk.name} = {value}")
            spot = walk.name
        else:
            inner.insert(0, f"{walk.name} = {value}")
    else:
        place = ast.parse(spot, mode="eval").body
        if walk.item is not None and walk.listed is not None and names_in(walk.item) & used:
            inner.insert(0, f"{text(walk.item)} = {text(walk.listed)}[{spot}]")
        if walk.shown is not None and walk.shown[0] in used:
            inner.insert(0, f"{walk.shown[0]} = {text(substituted(walk.shown[1], {walk.name: place}))}")
    beyond = text(found.end)
    if walk.counted and found.ahead and text(found.size) != beyond:
        return []  # a walk that ends sooner takes fewer rounds
    last = walk.name if walk.start is not None else value
    for name, rounds in _rounds(found, last).items():
        begun = _begun(module, walk, name)
        if begun is not None:
            edits.append(delete(module, begun[0]))
            rounds = simple(ast.BinOp(begun[1], ast.Add(), rounds))
        lines.insert(0, f"{name} {'+=' if begun is None else '='} {text(rounds)}")
    other = [unindented(module, stmt) for stmt in _otherwise(walk)]
    if inner:
        lines += [f"if {spot} < {beyond}:" if found.ahead else f"if {spot} >= 0:", block(module, *inner)]
        lines += ["else:", block(module, *other)] if other else []
    elif other:
        lines += [f"if {spot} >= {beyond}:" if found.ahead else f"if {spot} < 0:", block(module, *other)]
    elif walk.start is None and not walk.counted:
        return []
    if lines:
        edits.append(replace(module, walk.stmt, "\n".join(lines)))
    elif isinstance(walk.stmt, ast.stmt):
        edits.append(delete(module, walk.stmt))
    return edits


def _rounds(found: Search, last: str) -> dict[str, ast.expr]:
    """What the rounds of a walk add up to; ``last`` is where its variable ends."""
    walk = found.walk
    rounds: dict[str, ast.expr] = {}
    for name, step in (walk.counts | walk.eager).items():
        place = last
        if name in walk.eager:
            # The round that finds something counts, where there is one.
            final = text(plus(walk.end, -walk.step))
            place = f"min({last}, {final}) + 1" if walk.step > 0 else f"max({last}, {final}) - 1"
        end = ast.parse(place, mode="eval").body
        rounds[name] = minus(end, walk.first) if walk.step == step else minus(walk.first, end)
    return rounds


def _begun(module: ParsedModule, walk: Walk, name: str) -> tuple[ast.stmt, ast.expr] | None:
    """The ``name = 1`` just before a walk."""
    before = module.previous(walk.stmt) if isinstance(walk.stmt, ast.stmt) else None
    if before is not None and walk.start is not None and module.inside(walk.start, before):
        before = module.previous(before)
    bound = bound_value(before)
    if before is None or bound is None or bound[0].id != name or not isinstance(before, ast.Assign):
        return None
    return (before, bound[1]) if whole_number(bound[1]) is not None and owns_line(module, before) else None


def _otherwise(walk: Walk) -> list[ast.stmt]:
    return walk.stmt.orelse if isinstance(walk.stmt, ast.For | ast.While) else []


def _value(module: ParsedModule, found: Search, near: str) -> Edit:
    """``next(…)`` as a conditional expression."""
    walk = found.walk
    place = ast.parse(f"{near}[{found.outer}]", mode="eval").body
    values = {walk.name: substituted(found.value, {walk.name: place})}
    if walk.item is not None and walk.listed is not None:
        values = parts_of(walk.item, ast.Subscript(walk.listed, place, ast.Load()))
    if walk.shown is not None:
        values[walk.shown[0]] = substituted(walk.shown[1], {walk.name: place})
    test = f"{text(place)} < {text(found.end)}" if found.ahead else f"{text(place)} >= 0"
    given = [text(substituted(part, values)) for part in (walk.value, walk.default) if part is not None]
    line = f"({given[0]} if {test} else {given[1]})"
    return replace(module, walk.stmt, bare(module, walk.stmt, line))
