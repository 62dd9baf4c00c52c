"""``loads.sort()`` in every round, to read and replace the first → a heap, whose first is the least."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, delete, insert_before, need, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class SortedFrontToHeap(Rule):
    """The order of the others is not kept: who asks for it later gets another one, which the check would show."""

    name = "sorted-front-to-heap"
    pattern = "least-loaded-by-scan"
    summary = "Keep the items in a heap instead of sorting all of them to replace the least one."
    gain = 4.0
    risk = Risk.BOLD
    order = 18

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Expr):
            match stmt:
                case ast.Expr(
                    ast.Call(func=ast.Attribute(value=ast.Name() as items, attr="sort"), args=[], keywords=[])
                ):
                    pass
                case _:
                    continue
            loops = module.loops(stmt)
            if not loops or stmt not in loops[0].body or not owns_line(module, stmt) or not owns_line(module, loops[0]):
                continue
            stores: list[ast.Assign] = []
            for use in module.uses(items):
                part, home = module.parent(use), module.statement(use)
                if use is items or not module.inside(use, loops[0]):
                    continue
                first = isinstance(part, ast.Subscript) and part.value is use and ast.unparse(part.slice) == "0"
                if not first or not isinstance(part, ast.Subscript) or not module.before(stmt, home):
                    break
                if not isinstance(part.ctx, ast.Load):
                    if not isinstance(home, ast.Assign) or home.targets != [part] or home not in loops[0].body:
                        break
                    stores.append(home)
            else:
                if len(stores) != 1 or any(use is not items and _after(module, use, stores[0], loops[0])
                                           for use in module.uses(items)):  # fmt: skip
                    continue
                imports, heapify = need(module, "heapq", "heapify")
                more, heapreplace = need(module, "heapq", "heapreplace")
                edits = (
                    *imports,
                    *more,
                    insert_before(module, loops[0], f"{heapify}({items.id})"),
                    delete(module, stmt),
                    replace(module, stores[0], f"{heapreplace}({items.id}, {module.source(stores[0].value)})"),
                )
                yield Rewrite(edits, at(stmt, f"{items.id} as a heap"))


def _after(module: ParsedModule, use: ast.Name, store: ast.stmt, loop: ast.stmt) -> bool:
    """Whether the first is read again in the same round, once it was replaced."""
    return module.inside(use, loop) and not module.inside(use, store) and module.before(store, use)
