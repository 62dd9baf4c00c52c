"""``m = min(a)`` and ``a.remove(m)`` in a loop → a heap."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, delete, insert_after, insert_before, need, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class SelectionToHeap(Rule):
    """Finding and removing the extreme takes a scan each; a heap does both in logarithmic time."""

    name = "selection-to-heap"
    pattern = "heap-instead-of-scan"
    summary = "Keep the items in a heap instead of searching and removing the extreme in every round."
    gain = 6.0
    risk = Risk.LIKELY
    order = 18

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Assign):
            match stmt:
                case ast.Assign(
                    targets=[ast.Name(id=least)],
                    value=ast.Call(func=ast.Name(id=word) as func, args=[ast.Name() as items], keywords=[]),
                ) if module.is_builtin(func, "min", "max"):
                    pass
                case _:
                    continue
            after = module.next(stmt)
            loops = module.loops(stmt)
            match after:
                case ast.Expr(
                    value=ast.Call(
                        func=ast.Attribute(attr="remove", value=ast.Name(id=name)), args=[ast.Name(id=again)]
                    )
                ) if name == items.id and again == least and loops:
                    pass
                case _:
                    continue
            loop = loops[0]
            edits = _heap(module, loop, stmt, after, items, least, word)
            if edits and owns_line(module, loop) and owns_line(module, stmt):
                yield Rewrite(tuple(edits), at(stmt, f"{items.id} as a heap"))


def _heap(
    module: ParsedModule, loop: ast.stmt, stmt: ast.Assign, after: ast.stmt, items: ast.Name, least: str, word: str
) -> list[Edit]:
    name = items.id
    sign = "-" if word == "max" else ""
    edits: list[Edit] = []
    pushes: list[tuple[ast.Call, ast.expr]] = []
    for use in module.uses(items):
        if not module.inside(use, loop) or module.inside(use, stmt) or module.inside(use, after):
            continue
        parent = module.parent(use)
        call = module.parent(parent) if parent else None
        match parent, call:
            case ast.Attribute(attr="append"), ast.Call(args=[item]):
                pushes.append((call, item))
            case ast.Call(func=func), _ if module.is_builtin(func, "len"):
                pass
            case ast.While(), _:
                pass
            case _:
                return []
    imports, pop = need(module, "heapq", "heappop")
    edits += imports
    more, heapify = need(module, "heapq", "heapify")
    edits += more
    made = f"{name} = [-item for item in {name}]\n{heapify}({name})" if sign else f"{heapify}({name})"
    edits.append(insert_before(module, loop, made))
    edits += [replace(module, stmt, f"{least} = {sign}{pop}({name})"), delete(module, after)]
    if pushes:
        more, push = need(module, "heapq", "heappush")
        edits += more
        for pushed, item in pushes:
            value = f"-({argument(module, item)})" if sign else argument(module, item)
            edits.append(replace(module, pushed, f"{push}({name}, {value})"))
    if sign:
        edits.append(insert_after(module, loop, f"{name} = [-item for item in {name}]"))
    return edits
