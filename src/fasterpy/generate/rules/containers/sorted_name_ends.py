"""``ordered = sorted(a)`` of which only one end is read."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, delete, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class SortedNameEnds(Rule):
    """Sorted once, looked at in front or at the back only: one pass finds either."""

    name = "sorted-name-to-min-max"
    pattern = "sorted-first-to-min"
    summary = "Take min() and max() instead of sorting when only the ends are read."
    gain = 2.0
    risk = Risk.LIKELY
    order = 20

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Assign):
            match stmt:
                case ast.Assign(targets=[ast.Name() as name], value=ast.Call(func=func, args=[items], keywords=[])) if (
                    module.is_builtin(func, "sorted") and owns_line(module, stmt)
                ):
                    pass
                case _:
                    continue
            # What is computed is kept under the same name, unsorted.
            listed = isinstance(items, ast.ListComp)
            if not listed and not isinstance(items, ast.Name):
                continue
            edits: list[Edit] = []
            for use in module.uses(name):
                if use is name:
                    continue
                end = _end(module.parent(use), use)
                if not end or not isinstance(use.ctx, ast.Load) or module.loops(use) != module.loops(stmt):
                    edits = []
                    break
                read = module.parent(use)
                assert read is not None
                edits.append(replace(module, read, f"{end}({name.id if listed else argument(module, items)})"))
            if edits and len(edits) <= 3:
                first = replace(module, stmt.value, module.source(items)) if listed else delete(module, stmt)
                yield Rewrite((first, *edits), at(stmt, f"the ends of {name.id}"))


def _end(read: ast.AST | None, use: ast.Name) -> str:
    match read:
        case ast.Subscript(value=value, slice=ast.Constant(value=0), ctx=ast.Load()) if value is use:
            return "min"
        case ast.Subscript(
            value=value, slice=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1)), ctx=ast.Load()
        ) if value is use:
            return "max"
    return ""
