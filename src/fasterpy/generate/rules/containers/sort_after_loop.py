"""``names.append(x)`` and ``names.sort()`` in a loop that does not look at the list → one sort after it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, delete, insert_after, owns_line
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class SortAfterLoop(Rule):
    """Stable sorts after each item and one at the end give the same order."""

    name = "sort-after-loop"
    pattern = "sort-in-loop"
    summary = "Sort once after the loop instead of in every round."
    gain = 5.0
    risk = Risk.LIKELY
    order = 15

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Expr):
            match stmt.value:
                case ast.Call(func=ast.Attribute(attr="sort", value=ast.Name() as name), args=[]) as call:
                    pass
                case _:
                    continue
            loops = module.loops(stmt)
            if not loops or not owns_line(module, loops[0]) or not module.starts_line(stmt):
                continue
            loop = loops[0]
            inside = [use for use in module.uses(name) if module.inside(use, loop) and use is not name]
            if not inside or not all(_added(module, use) for use in inside):
                continue
            if any(isinstance(below, ast.Return | ast.Yield) for below in ast.walk(loop)):
                continue
            text = module.source(call)
            yield Rewrite((delete(module, stmt), insert_after(module, loop, text)), at(stmt, "after the loop"))


def _added(module: ParsedModule, use: ast.Name) -> bool:
    parent = module.parent(use)
    call = module.parent(parent) if isinstance(parent, ast.Attribute) else None
    appended = isinstance(parent, ast.Attribute) and parent.attr in ("append", "extend")
    return appended and isinstance(call, ast.Call) and isinstance(module.parent(call), ast.Expr)
