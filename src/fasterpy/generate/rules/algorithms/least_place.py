"""``who = load.index(min(load)); load[who] += x`` in a loop → the least from a heap that changes with it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_after, insert_before, need, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class LeastPlaceToHeap(Rule):
    """Work given to whoever has the least of it: lists by place, dicts by key; of equal ones the first, as before."""

    name = "least-place-to-heap"
    pattern = "least-loaded-by-scan"
    summary = (
        "Keep the places in a heap by their value instead of looking through all of them for the least every time."
    )
    gain = 5.0
    risk = Risk.LIKELY
    order = 18

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for choice in scope.nodes(ast.Assign):
            loops = module.loops(choice)
            found = _least(module, choice.value)
            if not loops or found is None or len(choice.targets) != 1 or not isinstance(choice.targets[0], ast.Name):
                continue
            who, (values, largest, keyed), loop = choice.targets[0], found, loops[-1]
            change = _only_change(module, loop, values, who)
            if change is None or not owns_line(module, loop) or not owns_line(module, change):
                continue
            head, heapify = need(module, "heapq", "heapify")
            more, heapreplace = need(module, "heapq", "heapreplace")
            heap, sign = module.fresh("by_value"), "-" if largest else ""
            name, chosen = values.id, module.source(choice.value)
            if keyed:
                made = f"{heap} = [({sign}{name}[key], place, key) for place, key in enumerate({name})]"
                top, fresh = f"{heap}[0][2]", f"({sign}{name}[{who.id}], {heap}[0][1], {who.id})"
            else:
                made = f"{heap} = [({sign}value, place) for place, value in enumerate({name})]"
                top, fresh = f"{heap}[0][1]", f"({sign}{name}[{who.id}], {who.id})"
            edits = (
                *head,
                *more,
                insert_before(module, loop, f"{made}\n{heapify}({heap})"),
                replace(module, choice.value, f"{top} if {heap} else {chosen}"),
                insert_after(module, change, f"{heapreplace}({heap}, {fresh})"),
            )
            yield Rewrite(edits, at(choice, f"{name} by value"))


def _least(module: ParsedModule, node: ast.expr) -> tuple[ast.Name, bool, bool] | None:
    """(values, whether the largest is asked for, whether they are a dict) of a search for the place of the least."""
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Name() as values, attr="index"),
            args=[ast.Call(func=ast.Name(id=word) as func, args=[ast.Name(id=same)], keywords=[])],
            keywords=[],
        ) if values.id == same and module.is_builtin(func, "min", "max"):
            return values, word == "max", False
        case ast.Call(func=ast.Name(id=word) as func, args=[every], keywords=[ast.keyword(arg="key", value=key)]) if (
            module.is_builtin(func, "min", "max")
        ):
            read = _read(key)
            match every:
                case ast.Name(id=name) if read is not None and read.id == name and module.kind(every) != "list":
                    return read, word == "max", True
                case ast.Call(
                    func=ast.Name(id="range"), args=[ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=name)])]
                ) if read is not None and read.id == name:
                    return read, word == "max", False
    return None


def _read(key: ast.expr) -> ast.Name | None:
    """``values`` of ``values.get``, ``values.__getitem__`` and ``lambda i: values[i]``."""
    match key:
        case ast.Attribute(value=ast.Name() as values, attr="get" | "__getitem__"):
            return values
        case ast.Lambda(
            args=ast.arguments(args=[ast.arg(arg=name)]),
            body=ast.Subscript(value=ast.Name() as values, slice=ast.Name(id=same)),
        ) if name == same:
            return values
    return None


def _only_change(module: ParsedModule, loop: ast.stmt, values: ast.Name, who: ast.Name) -> ast.stmt | None:
    """The one statement in the loop that changes the values, at the place found; None where there are others."""
    changes: list[ast.stmt] = []
    choice = module.statement(who)
    for use in module.uses(values):
        if not module.inside(use, loop) or module.inside(use, choice):
            continue
        part = module.parent(use)
        if not isinstance(part, ast.Subscript) or part.value is not use:
            return None
        if isinstance(part.ctx, ast.Load):
            continue
        if not isinstance(part.slice, ast.Name) or part.slice.id != who.id or isinstance(part.ctx, ast.Del):
            return None
        changes.append(module.statement(use))
    stores = [use for use in module.uses(who) if not isinstance(use.ctx, ast.Load) and module.inside(use, loop)]
    if len(changes) != 1 or len(stores) != 1 or not isinstance(changes[0], ast.Assign | ast.AugAssign):
        return None
    return (
        changes[0] if module.loops(changes[0]) == module.loops(choice) and module.before(choice, changes[0]) else None
    )
