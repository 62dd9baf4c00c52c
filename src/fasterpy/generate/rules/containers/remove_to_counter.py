"""``if x in left: left.remove(x)`` on a copy of a list → how many of each are left."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, need, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class RemoveToCounter(Rule):
    """Matching letters or stock one by one: which of several equal ones goes is not to be seen."""

    name = "remove-to-counter"
    pattern = "count-in-loop"
    summary = "Count what is left of each instead of searching and removing in a list."
    gain = 8.0
    risk = Risk.LIKELY
    order = 14
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Assign):
            match stmt:
                case ast.Assign(targets=[ast.Name() as left], value=made) if (
                    given := _copied(module, made)
                ) is not None:
                    edits = _edits(module, left)
                case _:
                    continue
            if edits:
                imports, counter = need(module, "collections", "Counter")
                first = replace(module, stmt.value, f"{counter}({module.source(given)})")
                yield Rewrite((*imports, first, *edits), at(stmt, f"{left.id} counted"))


def _copied(module: ParsedModule, made: ast.expr) -> ast.expr | None:
    """The list of ``list(a)``, ``a.copy()`` and ``a[:]``."""
    match made:
        case ast.Call(func=func, args=[given], keywords=[]) if module.is_builtin(func, "list"):
            return given
        case ast.Call(func=ast.Attribute(attr="copy", value=given), args=[], keywords=[]):
            return given
        case ast.Subscript(value=given, slice=ast.Slice(lower=None, upper=None, step=None)):
            return given
    return None


def _edits(module: ParsedModule, left: ast.Name) -> list[Edit]:
    edits: list[Edit] = []
    removed = False
    for use in module.uses(left):
        if use is left:
            continue
        parent = module.parent(use)
        call = module.parent(parent) if parent is not None else None
        match parent, call:
            case ast.Compare(left=item, ops=[ast.In()], comparators=[right]), _ if right is use:
                edits.append(replace(module, parent, f"{left.id}[{argument(module, item)}] > 0"))
            case ast.Compare(left=item, ops=[ast.NotIn()], comparators=[right]), _ if right is use:
                edits.append(replace(module, parent, f"{left.id}[{argument(module, item)}] <= 0"))
            case ast.Attribute(attr="remove"), ast.Call(args=[item]) if isinstance(module.parent(call), ast.Expr):
                edits.append(replace(module, module.parent(call) or call, f"{left.id}[{argument(module, item)}] -= 1"))
                removed = removed or bool(module.loops(call))
            case ast.Call(func=func), _ if module.is_builtin(func, "len"):
                edits.append(replace(module, parent, f"sum({left.id}.values())"))
            case ast.UnaryOp(op=ast.Not()), _:
                edits.append(replace(module, parent, f"not any({left.id}.values())"))
            case ast.If(test=test), _ if test is use:
                edits.append(replace(module, use, f"any({left.id}.values())"))
            case _:
                return []
    return edits if removed else []
