"""``node = min(waiting, key=lambda n: cost[n])`` and ``waiting.remove(node)`` in a loop → a heap with stale entries."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, substituted, text
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_after, insert_before, need, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_NEAR = 4
"""The chosen one is taken out at most so many statements later (a test whether it is near enough comes between)."""


@dataclass(frozen=True)
class _Choice:
    """``chosen = min(items, key=lambda name: key)`` in a loop."""

    stmt: ast.Assign
    chosen: str
    items: ast.Name
    name: str
    key: ast.expr

    def key_of(self, node: ast.expr) -> str:
        return text(substituted(self.key, {self.name: node}))


class NearestToHeap(Rule):
    """Shortest paths with a search for the nearest open node: quadratic. The heap holds an entry per change of a cost;
    one that is no longer true is skipped. Of equal costs the item that came first wins, as in the list."""

    name = "nearest-to-heap"
    pattern = "dijkstra-list-scan"
    summary = "Keep the open items in a heap by their cost instead of searching the least in every round."
    gain = 8.0
    risk = Risk.LIKELY
    order = 16
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Assign):
            choice = _choice(module, stmt)
            loops = module.loops(stmt)
            if choice is None or not loops or not isinstance(loops[0], ast.While):
                continue
            loop = loops[0]
            if stmt not in loop.body or not owns_line(module, loop) or not owns_line(module, stmt):
                continue
            edits = _edits(module, loop, choice)
            if edits:
                yield Rewrite(tuple(edits), at(stmt, f"{choice.items.id} by a heap"))


def _choice(module: ParsedModule, stmt: ast.Assign) -> _Choice | None:
    match stmt:
        case ast.Assign(
            targets=[ast.Name(id=chosen)],
            value=ast.Call(func=func, args=[ast.Name() as items], keywords=[ast.keyword(arg="key", value=key)]),
        ) if module.is_builtin(func, "min"):
            pass
        case _:
            return None
    match key:
        case ast.Lambda(args=ast.arguments(args=[ast.arg(arg=name)], defaults=[]), body=body):
            return _Choice(stmt, chosen, items, name, body)
        case ast.Attribute(value=ast.Name(), attr="get" | "__getitem__" as word):
            node = ast.Name("item", ast.Load())
            made: ast.expr = ast.Call(key, [node], [])
            made = made if word == "get" else ast.Subscript(key.value, node, ast.Load())
            return _Choice(stmt, chosen, items, "item", made)
    return None


def _edits(module: ParsedModule, loop: ast.While, choice: _Choice) -> list[Edit]:
    items = choice.items.id
    tables = {
        below.value.id
        for below in ast.walk(choice.key)
        if isinstance(below, ast.Subscript | ast.Attribute) and isinstance(below.value, ast.Name)
    } - {choice.name}
    if not tables or not module.is_pure(choice.stmt.value) or not _steady(module, loop, choice, tables):
        return []
    taken = _taken(module, loop, choice)
    appended = _appended(module, loop, choice, taken) if taken is not None else None
    stores = _stores(loop, tables)
    if taken is None or appended is None or stores is None:
        return []
    parts = [need(module, "heapq", word) for word in ("heapify", "heappop", "heappush")]
    heapify, pop, push = (name for _edits, name in parts)
    counting, count = need(module, "itertools", "count")
    heap, places, order = module.fresh("heap"), items, module.fresh("order")
    least, place = module.fresh("least"), module.fresh("place")
    edits = [*(edit for some, _name in parts for edit in some), *counting]
    item = ast.Name(choice.name, ast.Load())
    start = [
        f"{order} = {count}()",
        f"{places} = dict(zip({items}, {order}))",
        f"{heap} = [({choice.key_of(item)}, {place}, {choice.name}) for {choice.name}, {place} in {places}.items()]",
        f"{heapify}({heap})",
    ]
    edits.append(insert_before(module, loop, "\n".join(start)))
    chosen = ast.Name(choice.chosen, ast.Load())
    again = f"{places}.get({choice.chosen}) != {place} or {least} != {choice.key_of(chosen)}"
    body = f"{least}, {place}, {choice.chosen} = {pop}({heap})"
    found = [body, f"while {again}:  # the cost has changed since, or it is done", block(module, body)]
    edits.append(replace(module, choice.stmt, "\n".join(found)))
    edits.append(replace(module, taken, f"del {places}[{choice.chosen}]"))
    for stmt, node in appended:
        lines = [f"{places}[{text(node)}] = next({order})", _pushed(push, heap, places, choice, node)]
        edits.append(replace(module, stmt, "\n".join(lines)))
    for stmt, node in stores:
        if not owns_line(module, stmt):
            return []
        line = block(module, _pushed(push, heap, places, choice, node))
        edits.append(insert_after(module, stmt, f"if {text(node)} in {places}:\n{line}"))
    return edits


def _pushed(push: str, heap: str, places: str, choice: _Choice, node: ast.expr) -> str:
    return f"{push}({heap}, ({choice.key_of(node)}, {places}[{text(node)}], {text(node)}))"


def _steady(module: ParsedModule, loop: ast.While, choice: _Choice, tables: set[str]) -> bool:
    """Whether the key changes by stores into its tables alone."""
    rebound = {
        below.id for below in ast.walk(loop) if isinstance(below, ast.Name) and not isinstance(below.ctx, ast.Load)
    }
    free = names_in(choice.key) - {choice.name}
    return not free & rebound and choice.items.id not in free


def _taken(module: ParsedModule, loop: ast.While, choice: _Choice) -> ast.stmt | None:
    """The statement that takes the chosen item out."""
    place = loop.body.index(choice.stmt)
    for stmt in loop.body[place + 1 : place + 1 + _NEAR]:
        match stmt:
            case ast.Expr(
                value=ast.Call(
                    func=ast.Attribute(value=ast.Name(id=name), attr="remove" | "discard"), args=[ast.Name(id=one)]
                )
            ) if name == choice.items.id and one == choice.chosen and owns_line(module, stmt):
                return stmt
    return None


def _appended(
    module: ParsedModule, loop: ast.While, choice: _Choice, taken: ast.stmt
) -> list[tuple[ast.stmt, ast.expr]] | None:
    """Where items come in during the loop; None where the list is used in another way there, or afterwards."""
    found: list[tuple[ast.stmt, ast.expr]] = []
    end = module.span(loop)[1]
    for use in module.uses(choice.items):
        if not module.inside(use, loop):
            if module.span(use)[0] > end or (module.loops(loop) and isinstance(use.ctx, ast.Load)):
                return None
            continue
        if module.inside(use, choice.stmt) or module.inside(use, taken):
            continue
        parent = module.parent(use)
        call = module.parent(parent) if isinstance(parent, ast.Attribute) else None
        match parent:
            case ast.While() | ast.UnaryOp(op=ast.Not()):
                continue
            case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[ast.Name() as right]) if right is use:
                continue
            case ast.Call(func=func) if module.is_builtin(func, "len"):
                continue
            case ast.Attribute(attr="append" | "add") if isinstance(call, ast.Call) and len(call.args) == 1:
                stmt = module.parent(call)
                if isinstance(stmt, ast.Expr) and owns_line(module, stmt) and module.is_pure(call.args[0]):
                    found.append((stmt, call.args[0]))
                    continue
        return None
    return found


def _stores(loop: ast.While, tables: set[str]) -> list[tuple[ast.stmt, ast.expr]] | None:
    """The statements of the loop that change a cost, with the item; None where costs change in other ways."""
    found: list[tuple[ast.stmt, ast.expr]] = []
    known: set[ast.AST] = set()
    for stmt in ast.walk(loop):
        targets: list[ast.expr] = []
        if isinstance(stmt, ast.Assign):
            targets = stmt.targets
        elif isinstance(stmt, ast.AugAssign | ast.AnnAssign):
            targets = [stmt.target]
        for target in targets:
            match target:
                case ast.Subscript(value=ast.Name(id=table), slice=ast.Name() | ast.Attribute() as node) if (
                    table in tables and isinstance(stmt, ast.stmt)
                ):
                    found.append((stmt, node))
                    known.add(target)
    for below in ast.walk(loop):
        match below:
            case ast.Subscript(value=ast.Name(id=table), ctx=ast.Store() | ast.Del()) if table in tables:
                if below not in known:
                    return None
            case ast.Call(func=ast.Attribute(value=ast.Name(id=table), attr=word)) if table in tables:
                if word not in ("get", "items", "keys", "values"):
                    return None
    return found
