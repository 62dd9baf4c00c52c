"""``a.sort()`` in every round of a loop that pops from the front and appends → a heap in the list itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, delete, insert_before, need, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class SortedPopsToHeap(Rule):
    """Plain order only: the items themselves are compared, so that any of several equal ones will do."""

    name = "sorted-pops-to-heap"
    pattern = "sort-in-loop"
    summary = "Keep the list as a heap instead of sorting it again in every round."
    gain = 8.0
    risk = Risk.LIKELY
    order = 14

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.While, ast.For):
            for stmt in loop.body:
                match stmt:
                    case ast.Expr(
                        value=ast.Call(func=ast.Attribute(attr="sort", value=ast.Name() as items), args=[], keywords=[])
                    ):
                        pass
                    case ast.Assign(
                        targets=[ast.Name() as items],
                        value=ast.Call(func=func, args=[ast.Name(id=same)], keywords=[]),
                    ) if module.is_builtin(func, "sorted") and same == items.id:
                        pass
                    case _:
                        continue
                edits = _edits(module, loop, stmt, items)
                if edits and owns_line(module, loop):
                    yield Rewrite(tuple(edits), at(stmt, f"{items.id} as a heap"))
                break


def _front(loop: ast.While | ast.For, name: str) -> tuple[ast.Assign, ast.stmt] | None:
    """``x = a[0]`` and then ``a = a[1:]`` or ``del a[0]``."""
    for first, second in zip(loop.body, loop.body[1:], strict=False):
        match first, second:
            case (
                ast.Assign(value=ast.Subscript(value=ast.Name(id=one), slice=ast.Constant(value=0))),
                ast.Assign(
                    targets=[ast.Name(id=two)],
                    value=ast.Subscript(
                        value=ast.Name(id=three), slice=ast.Slice(lower=ast.Constant(value=1), upper=None, step=None)
                    ),
                ),
            ) if one == two == three == name:
                return first, second
            case (
                ast.Assign(value=ast.Subscript(value=ast.Name(id=one), slice=ast.Constant(value=0))),
                ast.Delete(targets=[ast.Subscript(value=ast.Name(id=two), slice=ast.Constant(value=0))]),
            ) if one == two == name:
                return first, second
    return None


def _edits(module: ParsedModule, loop: ast.While | ast.For, sort: ast.stmt, items: ast.Name) -> list[Edit]:
    name, pops = items.id, 0
    imports, heapify = need(module, "heapq", "heapify")
    first, pop = need(module, "heapq", "heappop")
    more, push = need(module, "heapq", "heappush")
    edits: list[Edit] = [*imports, *first]
    pushes: list[Edit] = []
    front = _front(loop, name)
    if front is not None:
        edits += [replace(module, front[0].value, f"{pop}({name})"), delete(module, front[1])]
        pops += 1
    for use in module.uses(items):
        if not module.inside(use, loop) or module.inside(use, sort):
            continue
        if front is not None and (module.inside(use, front[0]) or module.inside(use, front[1])):
            continue
        parent = module.parent(use)
        call = module.parent(parent) if parent is not None else None
        match parent, call:
            case ast.Attribute(attr="pop"), ast.Call(args=[ast.Constant(value=0)]):
                edits.append(replace(module, call, f"{pop}({name})"))
                pops += 1
            case ast.Attribute(attr="append"), ast.Call(args=[item]) if isinstance(module.parent(call), ast.Expr):
                pushes.append(replace(module, call, f"{push}({name}, {argument(module, item)})"))
            case ast.Call(func=func), _ if module.is_builtin(func, "len"):
                continue
            case ast.Subscript(slice=ast.Constant(value=0), ctx=ast.Load()), _:
                continue
            case ((ast.While() | ast.If() | ast.UnaryOp() | ast.BoolOp()), _):
                continue
            case _:
                return []
    if not pops or not pushes:
        return []
    return [*edits, *more, *pushes, insert_before(module, loop, f"{heapify}({name})"), delete(module, sort)]
