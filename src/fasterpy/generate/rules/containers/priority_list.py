"""``jobs.sort(key=k); job = jobs.pop(0)``, or ``min(jobs, key=k)`` and ``remove``, in a loop that appends → a heap."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule, free_names
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.conditions import substituted, text
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, delete, insert_before, need, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


@dataclass(frozen=True)
class _Take:
    """The statements of a loop's body that take the first item in order out of a list."""

    items: ast.Name
    taken: ast.expr
    key: ast.expr | None
    get: ast.stmt
    """``job = …``."""
    other: ast.stmt
    """The sort, or the removal."""
    largest: bool = False
    """The largest comes first; its key is a number."""


class PriorityListToHeap(Rule):
    """A number per item keeps equal ones in the order in which they came, as a stable sort does."""

    name = "priority-list-to-heap"
    pattern = "sort-in-loop"
    summary = "Keep waiting items in a heap instead of sorting or searching them all to take the next one."
    gain = 6.0
    risk = Risk.LIKELY
    order = 15

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.While, ast.For):
            for take in _takes(module, loop):
                edits = _heap(module, loop, take)
                if edits and owns_line(module, loop) and not loop.orelse:
                    yield Rewrite(tuple(edits), at(take.get, f"{take.items.id} as a heap"))
                    break


def _takes(module: ParsedModule, loop: ast.While | ast.For) -> Iterator[_Take]:
    for stmt in loop.body:
        after = module.next(stmt)
        match stmt, after:
            case (
                ast.Expr(value=ast.Call(func=ast.Attribute(attr="sort", value=ast.Name() as items), args=[]) as call),
                ast.Assign(
                    targets=[taken],
                    value=ast.Call(func=ast.Attribute(attr="pop", value=ast.Name(id=again)), args=[*place]),
                ) as get,
            ) if again == items.id:
                key = _key(call.keywords, backwards=not place)
                front = not place or (isinstance(place[0], ast.Constant) and place[0].value == 0)
                if key is not None and front:
                    yield _Take(items, taken, key[0], get, stmt)
            case (
                ast.Assign(
                    targets=[ast.Name() as taken],
                    value=ast.Call(func=ast.Name() as func, args=[ast.Name() as items], keywords=words),
                ) as get,
                _,
            ) if module.is_builtin(func, "min", "max"):
                key, gone = _key(words, backwards=False), _removal(loop, get, items.id, taken.id)
                if key is not None and key[0] is not None and gone is not None:
                    yield _Take(items, taken, key[0], get, gone, func.id == "max")


def _removal(loop: ast.While | ast.For, get: ast.stmt, items: str, taken: str) -> ast.stmt | None:
    """``items.remove(taken)`` further down in the loop's body."""
    for stmt in loop.body[loop.body.index(get) + 1 :]:
        match stmt:
            case ast.Expr(
                value=ast.Call(func=ast.Attribute(attr="remove", value=ast.Name(id=word)), args=[ast.Name(id=gone)])
            ) if word == items and gone == taken:
                return stmt
            case ast.Break() | ast.Continue() | ast.Return():
                return None
    return None


def _key(words: list[ast.keyword], backwards: bool) -> tuple[ast.expr | None] | None:
    """The sort's key in a tuple; None where the order is another one."""
    options = {word.arg: word.value for word in words}
    flip = options.pop("reverse", None)
    if not options.keys() <= {"key"} or backwards or flip is not None:
        return None
    return (options.get("key"),)


def _heap(module: ParsedModule, loop: ast.While | ast.For, take: _Take) -> list[Edit]:
    name, key = take.items.id, take.key
    rebound, mutated = mutated_names(loop, lambda call: True)
    if key is not None:
        bound = {arg.arg for node in ast.walk(key) if isinstance(node, ast.Lambda) for arg in node.args.args}
        if (free_names(key) - bound) & (rebound | mutated):
            return []
    heap, item, place = module.fresh(f"{name}_heap"), module.fresh("item"), module.fresh("place")
    edits: list[Edit] = []
    pushes: list[tuple[ast.Call, ast.expr]] = []
    for use in module.uses(take.items):
        if module.inside(use, take.get) or module.inside(use, take.other):
            continue
        parent = module.parent(use)
        if not module.inside(use, loop):
            later = module.span(use)[0] > module.span(loop)[0]
            if later and not _refilled(module, use):
                return []
            continue
        call = module.parent(parent) if parent else None
        match parent, call:
            case ast.Attribute(attr="append"), ast.Call(args=[pushed]) if isinstance(module.parent(call), ast.Expr):
                pushes.append((call, pushed))
            case ast.Call(func=func), _ if module.is_builtin(func, "len"):
                edits.append(replace(module, use, heap))
            case ((ast.While() | ast.If() | ast.UnaryOp() | ast.BoolOp()), _):
                edits.append(replace(module, use, heap))
            case _:
                return []
    owner = module.scopes.owner(take.items)
    if owner is None or any(isinstance(node, ast.arg) for node in owner.bindings.get(name, ())):
        return []  # the caller sees what is left
    imports, pop = need(module, "heapq", "heappop")
    more, heapify = need(module, "heapq", "heapify")
    entry = f"({_of(take, ast.Name(item, ast.Load()), module)}, {place}, {item})"
    made = f"{heap} = [{entry} for {place}, {item} in enumerate({name})]\n{heapify}({heap})"
    if pushes:
        others, push = need(module, "heapq", "heappush")
        count = module.fresh("count")
        made += f"\n{count} = len({heap})"
        edits += others
        for call, pushed in pushes:
            stmt = module.statement(call)
            if not owns_line(module, stmt):
                return []
            value = argument(module, pushed)
            lines = []
            if not isinstance(pushed, ast.Name):
                fresh = module.fresh("added")
                lines.append(f"{fresh} = {value}")
                pushed, value = ast.Name(fresh, ast.Load()), fresh
            lines += [f"{push}({heap}, ({_of(take, pushed, module)}, {count}, {value}))", f"{count} += 1"]
            edits.append(replace(module, stmt, "\n".join(lines)))
    if not isinstance(take.get, ast.Assign) or not owns_line(module, take.get):
        return []
    return [
        *imports,
        *more,
        *edits,
        insert_before(module, loop, made),
        replace(module, take.get.value, f"{pop}({heap})[2]"),
        delete(module, take.other),
    ]


def _refilled(module: ParsedModule, use: ast.Name) -> bool:
    """Whether a use behind the loop only binds the name anew."""
    return not isinstance(use.ctx, ast.Load) and isinstance(module.parent(use), ast.Assign)


def _of(take: _Take, item: ast.Name, module: ParsedModule) -> str:
    """The key of an item."""
    key = take.key
    if key is None:
        return item.id
    if isinstance(key, ast.Lambda) and len(key.args.args) == 1:
        body = substituted(key.body, {key.args.args[0].arg: item})
        found = text(body)
        plain = isinstance(body, ast.Subscript | ast.Attribute | ast.Call | ast.Name)
    else:
        found, plain = f"{module.source(key)}({item.id})", True
    return found if not take.largest else f"-{found}" if plain else f"-({found})"
