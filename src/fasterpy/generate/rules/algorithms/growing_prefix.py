"""``seen = list(a[: i + 1])``, then ``max(seen)``, ``seen.index(peak)`` in every round → carried along."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.conditions import names_in, same, substituted, text
from fasterpy.generate.rules.algorithms.look_through import extreme_place
from fasterpy.generate.rules.algorithms.ranges import bounds, length_of, offset_bounds, offset_from
from fasterpy.generate.rules.algorithms.scan import home
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bare, block, bound_value, delete, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_WORDS = {"max": ("highest", ">"), "min": ("lowest", "<")}


class GrowingPrefix(Rule):
    """Exact also for what compares oddly: the item that comes in is compared as max() and min() would."""

    name = "growing-prefix-carried"
    pattern = "running-extreme-of-prefix"
    summary = "Carry the extreme of the items so far along instead of copying and searching them in every round."
    gain = 6.0
    risk = Risk.LIKELY
    order = 15

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            count = _counted(module, loop)
            if count is None or not owns_line(module, loop) or not owns_line(module, loop.body[0]):
                continue
            for stmt in loop.body:
                bound = bound_value(stmt)
                entering = _entering(module, bound[1], count) if bound else None
                if bound is None or entering is None or not owns_line(module, stmt):
                    continue
                if home(module, stmt, [entering.listed], [count.name, *entering.bound]) is None:
                    continue
                edits = _edits(module, loop, stmt, bound[0], count, entering)
                if edits:
                    yield Rewrite(tuple(edits), at(stmt, f"{bound[0].id} not made anew"))


@dataclass(frozen=True)
class _Count:
    """``for name in range(low, len(listed) + beyond)``."""

    name: str
    low: int
    listed: ast.expr | None
    beyond: int
    item: str = ""
    """The variable that holds ``listed[name - low]`` (``enumerate``)."""


@dataclass(frozen=True)
class _Entering:
    """What comes into the prefix in each round."""

    listed: ast.expr
    """Everything that the prefix is made from."""
    value: ast.expr
    end: ast.expr
    plain: bool
    """The items themselves, so that a place in the prefix is a place in the list."""
    bound: tuple[str, ...] = ()


def _counted(module: ParsedModule, loop: ast.For) -> _Count | None:
    found: _Count | None = None
    match loop.target, loop.iter:
        case ast.Name(id=name), items if (around := bounds(module, items)) and around.step == 1:
            if not isinstance(around.low, ast.Constant) or type(around.low.value) is not int or around.low.value < 0:
                return None
            listed, beyond = length_of(module, around.high)
            found = _Count(name, around.low.value, listed, beyond)
        case (
            ast.Tuple(elts=[ast.Name(id=name), one]),
            ast.Call(func=func, args=[listed, *start], keywords=[]),
        ) if module.is_builtin(func, "enumerate"):
            first = start[0].value if start and isinstance(start[0], ast.Constant) else None if start else 0
            if type(first) is int and first >= 0:
                found = _Count(name, first, listed, first, one.id if isinstance(one, ast.Name) else "")
    rebound = set().union(*(mutated_names(stmt)[0] for stmt in loop.body))
    return None if found is None or found.name in rebound else found


def _entering(module: ParsedModule, value: ast.expr, count: _Count) -> _Entering | None:
    """The prefix that a value is, when exactly one item comes in per round, the first one in the first."""
    match value:
        case ast.Call(func=func, args=[inner], keywords=[]) if module.is_builtin(func, "list", "tuple"):
            value = inner
    target, made = "", None
    match value:
        case ast.ListComp(elt=elt, generators=[ast.comprehension(target=ast.Name(id=target), iter=inner, ifs=[])]):
            value, made = inner, elt
    around = bounds(module, value) if made is not None else None
    match value:
        case ast.Subscript(value=listed, slice=ast.Slice(lower=None, upper=ast.expr() as end, step=None)):
            pass
        case _ if around is not None and made is not None and around.step == 1 and text(around.low) == "0":
            listed, end = made, around.high
        case _:
            return None
    offset = offset_from(end, count.name)
    if offset is None or count.low + offset != 1 or count.name in names_in(listed) | names_in(made or listed):
        return None
    place = offset_bounds(ast.Name(count.name, ast.Load()), offset - 1)
    if around is not None and made is not None:
        if not module.is_pure(made) or target not in names_in(made):
            return None
        plain = isinstance(made, ast.Subscript) and text(made.slice) == target and target not in names_in(made.value)
        return _Entering(made, substituted(made, {target: place}), end, plain, (target,))
    # A slice ends with its list, so the count must too.
    if count.listed is None or not same(count.listed, listed) or count.beyond + offset > 1:
        return None
    item: ast.expr = ast.Subscript(listed, place, ast.Load())
    if count.item and offset == 1 - count.low:
        item = ast.Name(count.item, ast.Load())
    if made is None:
        return _Entering(listed, item, end, True)
    if not module.is_pure(made):
        return None
    return _Entering(ast.Tuple([listed, made], ast.Load()), substituted(made, {target: item}), end, False, (target,))


def _edits(
    module: ParsedModule, loop: ast.For, stmt: ast.stmt, name: ast.Name, count: _Count, entering: _Entering
) -> list[Edit]:
    uses = [use for use in module.uses(name) if use is not name]
    if any(not isinstance(use.ctx, ast.Load) or not module.inside(use, loop) for use in uses):
        return []
    if any(not module.before(stmt, use) or module.function(use) is not module.function(loop) for use in uses):
        return []
    if count.item and count.item in set().union(*(mutated_names(part)[0] for part in loop.body)):
        return []
    swaps: dict[ast.AST, str] = {}
    asked: dict[ast.AST, tuple[str, str]] = {}
    for call in (below for below in ast.walk(loop) if isinstance(below, ast.Call)):
        word = extreme_place(module, call, name, _whole(entering))
        if word:
            asked[call] = (word, "_at")
    kept = False
    for use in uses:
        call_ = module.parent(use)
        if any(module.inside(use, done) for done in asked):
            continue
        match call_:
            case ast.Call(func=ast.Name(id="max" | "min" | "sum" as word) as func, args=[_], keywords=[]) if (
                module.is_builtin(func, word)
            ):
                asked[call_] = (word, "")
            case ast.Call(func=func, args=[_], keywords=[]) if module.is_builtin(func, "len"):
                parts = isinstance(entering.end, ast.Name | ast.Constant)
                swaps[call_] = text(entering.end) if parts else bare(module, call_, f"({text(entering.end)})")
            case ast.Subscript(slice=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1)), ctx=ast.Load()):
                swaps[call_] = text(entering.value)
            case ast.Attribute() | ast.Subscript(ctx=ast.Store() | ast.Del()):
                return []
            case _:
                kept = True
    if not asked:
        return []
    words = dict.fromkeys(word for word, _ in asked.values())
    carried = {word: module.fresh(_WORDS[word][0] if word in _WORDS else "total") for word in words}
    places = {word: module.fresh(f"{carried[word]}_at") for word in words if (word, "_at") in asked.values()}
    swaps |= {node: places[word] if at_ else carried[word] for node, (word, at_) in asked.items()}
    before, top = _carry(module, count, entering, carried, places)
    edits = [replace(module, node, found) for node, found in swaps.items()]
    if before:
        edits.append(insert_before(module, loop, before))
    if loop.body[0] is stmt and not kept:
        return [*edits, replace(module, stmt, top)]
    edits.append(insert_before(module, loop.body[0], top))
    return edits if kept else [*edits, delete(module, stmt)]


def _whole(entering: _Entering) -> ast.expr | None:
    """The list in which the items have the same places as in the prefix."""
    if isinstance(entering.listed, ast.Subscript) and isinstance(entering.value, ast.Subscript):
        return entering.listed.value if same(entering.listed.value, entering.value.value) else entering.listed
    return entering.listed if entering.plain else None


def _carry(
    module: ParsedModule, count: _Count, entering: _Entering, carried: dict[str, str], places: dict[str, str]
) -> tuple[str, str]:
    """What starts the carried variables before the loop, and what brings them up to date at the top of a round."""
    lines: list[str] = []
    item = text(entering.value)
    if not isinstance(entering.value, ast.Name) and (len(carried) > 1 or not entering.plain):
        item, value = module.fresh("value"), item
        lines.append(f"{item} = {value}")
    for word, name in carried.items():
        if word == "sum":
            lines.append(f"{name} += {item}")
            continue
        test = f"if {count.name} == {count.low} or {item} {_WORDS[word][1]} {name}:"
        changed = [f"{name} = {item}"]
        if word in places:
            place = offset_bounds(ast.Name(count.name, ast.Load()), -count.low)
            changed.append(f"{places[word]} = {text(place)}")
        lines += [test, block(module, *changed)]
    return f"{carried['sum']} = 0" if "sum" in carried else "", "\n".join(lines)
