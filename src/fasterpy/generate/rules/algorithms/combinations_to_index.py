"""``for a, b in combinations(rows, 2): if a.key != b.key: continue`` → each ``a`` meets the later rows of its key."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, text
from fasterpy.generate.rules.algorithms.equality_scan_to_index import bare, steady, tested
from fasterpy.generate.rules.algorithms.join_comprehension_to_index import Comprehension, before_which, equality
from fasterpy.generate.rules.algorithms.look_through import inside
from fasterpy.generate.rules.algorithms.ranges import Bounds, bounds, offset_bounds
from fasterpy.generate.rules.algorithms.scan import home, lives_on, plan, tuple_of
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_before, need, over_lines, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


@dataclass(frozen=True)
class _Items:
    """What pairs are taken of, and how the places of its items are called."""

    whole: ast.expr
    """The sequence itself, or a range of places."""
    first: ast.expr
    second: ast.expr
    counters: tuple[str, str] = ("", "")
    """Names that the pairs of ``enumerate(rows)`` have for the places already."""


class CombinationsToIndex(Rule):
    """The pairs come in the same order: by the place of the first, then by that of the second."""

    name = "combinations-to-index"
    pattern = "quadratic-join"
    summary = "Group the places by key once and let each item meet only the later ones of its key."
    gain = 7.0
    risk = Risk.LIKELY
    order = 17
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            items = _items(module, loop.target, loop.iter)
            if items is None or not _movable(module, loop, items):
                continue
            inner = names_in(items.second)
            equal = plan(inside(module, loop).tests, inner).equal
            key, probe = tuple_of([part.key for part in equal]), tuple_of([part.probe for part in equal])
            if not equal or not names_in(probe) & names_in(items.first):
                continue
            if not module.is_pure(probe) or not steady(module, probe, loop):
                continue
            place = home(module, loop.body[0], [items.whole, key], inner, module.is_pure)
            if place is not None:
                edits = _edits(module, loop, items, place, key, probe)
                yield Rewrite(tuple(edits), at(loop, f"pairs with the same {text(key)}"))
        for node in scope.nodes(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp):
            if not isinstance(node, Comprehension) or len(node.generators) != 1:
                continue
            stmt, part = before_which(module, node), node.generators[0]
            items = _items(module, part.target, part.iter)
            if stmt is None or items is None or _taken(module, node, names_in(items.second)):
                continue
            sides = equality(module, tested(module, node), names_in(items.second), names_in(items.first))
            if sides is not None:
                yield Rewrite(
                    _inside(module, stmt, part, items, *sides), at(node, f"pairs with the same {text(sides[0])}")
                )


def _items(module: ParsedModule, target: ast.expr, pairs: ast.expr) -> _Items | None:
    """What is gone through, where it is a sequence as far as one can see."""
    match target, pairs:
        case (
            ast.Tuple(elts=[ast.Name() | ast.Tuple() as first, ast.Name() | ast.Tuple() as second]),
            ast.Call(func=func, args=[items, ast.Constant(value=2)], keywords=[]),
        ) if module.imported(func) == "itertools.combinations":
            pass
        case _:
            return None
    if not module.is_pure(items) or (module.kind(items) == "iterator" and not isinstance(items, ast.Call)):
        return None
    match items, first, second:
        case (
            ast.Call(func=func, args=[whole], keywords=[]),
            ast.Tuple(elts=[ast.Name(id=i), one]),
            ast.Tuple(elts=[ast.Name(id=j), two]),
        ) if module.is_builtin(func, "enumerate"):
            return _Items(whole, one, two, (i, j))
        case ast.Call(), ast.Name(), ast.Name() if (around := bounds(module, items)) and around.step == 1:
            return _Items(items, first, second)
    return _Items(items, first, second)


def _movable(module: ParsedModule, loop: ast.For, items: _Items) -> bool:
    """Whether the body can stand in a loop of its own for each first item."""
    if not owns_line(module, loop) or not owns_line(module, loop.body[0]) or over_lines(loop.body):
        return False
    if loop.body[0].lineno == loop.lineno or lives_on(module, loop) or loop.orelse:
        return False
    mine = names_in(loop.target)
    if names_in(items.first) & names_in(items.second) & {name for stmt in loop.body for name in names_in(stmt)}:
        return False
    for below in (node for stmt in loop.body for node in ast.walk(stmt)):
        match below:
            case ast.Break():
                if module.loops(below)[0] is loop:
                    return False
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) if name in mine:
                return False
    return True


def _edits(
    module: ParsedModule, loop: ast.For, items: _Items, place: ast.stmt, key: ast.expr, probe: ast.expr
) -> list[Edit]:
    imports, bisect = need(module, "bisect", "bisect_right")
    table, same = module.fresh("by_key"), module.fresh("matching")
    listed, whole = _sequence(module, items)
    i, j, later, earlier = _heads(module, items, whole)
    second = bare(items.second)
    heads = [f"for {later}:", f"for {earlier}:"]
    places = bounds(module, items.whole) is not None
    made = [*listed, f"{table} = {{}}", heads[0], block(module, f"{table}.setdefault({text(key)}, []).append({j})")]
    start = module.line_start(module.span(loop.body[0])[0])
    body = textwrap.dedent(module.text[start : module.span(loop.body[-1])[1]])
    fetched = [] if places else [f"{second} = {whole}[{j}]"]
    lines = [
        heads[1],
        block(module, f"{same} = {table}.get({text(probe)}, ())"),
        block(module, f"for {j} in {same}[{bisect}({same}, {i}) :]:"),
        block(module, *fetched, body, level=2),
    ]
    return [*imports, insert_before(module, place, "\n".join(made)), replace(module, loop, "\n".join(lines))]


def _sequence(module: ParsedModule, items: _Items) -> tuple[list[str], str]:
    """Something with places that has the items: ``combinations`` takes anything that can be gone through."""
    source = module.source(items.whole)
    if bounds(module, items.whole) is not None:
        return [], source
    if isinstance(items.whole, ast.Name | ast.Attribute) and module.kind(items.whole) in ("list", "tuple"):
        return [], source
    name = module.fresh("items")
    made = isinstance(items.whole, ast.Call) and module.is_builtin(items.whole.func, "sorted", "list")
    return [f"{name} = {source}" if made else f"{name} = list({source})"], name


def _heads(module: ParsedModule, items: _Items, whole: str) -> tuple[str, str, str, str]:
    """How the places of the first and the second item are called, and the heads of loops over the later and the
    earlier items. Each touches what the pairs touch: of a lone item nothing is asked."""
    first, second = bare(items.first), bare(items.second)
    around = bounds(module, items.whole)
    if around is not None:
        later = Bounds(offset_bounds(around.low, 1), around.high, 1)
        earlier = Bounds(around.low, offset_bounds(around.high, -1), 1)
        return first, second, f"{second} in {later}", f"{first} in {earlier}"
    i, j = items.counters if items.counters[0] else (module.fresh("place"), module.fresh("later"))
    heads = (
        f"{j}, {text(items.second)} in enumerate({whole}[1:], 1)",
        f"{i}, {text(items.first)} in enumerate({whole}[:-1])",
    )
    return i, j, *heads


def _taken(module: ParsedModule, node: ast.AST, names: set[str]) -> bool:
    """Whether the function uses names of the comprehension elsewhere: a loop that makes the table binds them there."""
    used = (below for below in ast.walk(module.function(node)) if isinstance(below, ast.Name | ast.arg))
    words = {(one.id if isinstance(one, ast.Name) else one.arg) for one in used if not module.inside(one, node)}
    return bool(words & names)


def _inside(
    module: ParsedModule, stmt: ast.stmt, part: ast.comprehension, items: _Items, key: ast.expr, probe: ast.expr
) -> tuple[Edit, ...]:
    table = module.fresh("by_key")
    listed, whole = _sequence(module, items)
    i, j, later, earlier = _heads(module, items, whole)
    entry = j if bounds(module, items.whole) is not None else f"{j}, {text(items.second)}"
    added = f"({entry})" if entry != j else entry
    begin = "\n".join([*listed, f"{table} = {{}}"])
    made = f"{begin}\nfor {later}:\n{block(module, f'{table}.setdefault({text(key)}, []).append({added})')}"
    pairs = f"{earlier} for {entry} in {table}.get({text(probe)}, ()) if {i} < {j}"
    return insert_before(module, stmt, made), Edit(module.span(part.target)[0], module.span(part.iter)[1], pairs)
