"""A list used as a stack at its front (``insert(0, x)``, ``pop(0)``) → at its end."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, bound_value, insert_after, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class StackAtFront(Rule):
    """Both ends of a list serve a stack, only the last moves nothing."""

    name = "stack-at-front-to-end"
    pattern = "stack-at-front"
    summary = "Push and pop at the end of the list: at the front every item moves."
    gain = 1.8
    risk = Risk.LIKELY
    order = 17

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        seen: set[tuple[int, str]] = set()
        for call in scope.nodes(ast.Call):
            match call:
                case ast.Call(
                    func=ast.Attribute(attr="insert", value=ast.Name() as name), args=[ast.Constant(value=0), _]
                ):
                    owner = module.scopes.owner(name)
                    if owner is None or not owner.is_function or (id(owner), name.id) in seen:
                        continue
                    seen.add((id(owner), name.id))
                    edits = _turned(module, module.scopes.uses(owner, name.id))
                    if edits:
                        yield Rewrite(tuple(edits), at(call, f"{name.id} grows at its end"))


def _turned(module: ParsedModule, uses: list[ast.Name]) -> list[Edit]:
    """Edits for all uses; empty when one of them cares about the order."""
    edits: list[Edit] = []
    popped = False
    for use in uses:
        parent = module.parent(use)
        if isinstance(use.ctx, ast.Store):
            bound = bound_value(parent)
            if bound is None or module.source(bound[1]) not in ("[]", "list()"):
                return []
            continue
        match parent:
            case ast.Attribute(attr="insert") if isinstance(call := module.parent(parent), ast.Call):
                if len(call.args) != 2 or not (isinstance(call.args[0], ast.Constant) and call.args[0].value == 0):
                    return []
                edits.append(replace(module, call, f"{use.id}.append({argument(module, call.args[1])})"))
            case ast.Attribute(attr="pop") if isinstance(call := module.parent(parent), ast.Call):
                if not (len(call.args) == 1 and isinstance(call.args[0], ast.Constant) and call.args[0].value == 0):
                    return []
                popped = True
                edits.append(replace(module, call, f"{use.id}.pop()"))
            case ast.Subscript(slice=ast.Constant(value=0) as place, ctx=ast.Load()):
                popped = True
                edits.append(replace(module, place, "-1"))
            case ast.Call(func=func) if module.is_builtin(func, "len", "set", "any", "all"):
                continue
            case ast.If() | ast.While() | ast.UnaryOp() | ast.BoolOp() | ast.Compare():
                continue
            case _:
                return []
    return edits if popped else []


class ReverseAtTheEnd(Rule):
    """``insert(0, x)`` in a loop and nothing else: append, and reverse once after the loop."""

    name = "insert-front-then-reverse"
    pattern = "insert-front-in-loop"
    summary = "Append in the loop and reverse the list once after it."
    gain = 1.6
    risk = Risk.LIKELY
    order = 18

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for call in scope.nodes(ast.Call):
            match call:
                case ast.Call(
                    func=ast.Attribute(attr="insert", value=ast.Name() as name), args=[ast.Constant(value=0), item]
                ):
                    pass
                case _:
                    continue
            loops = module.loops(call)
            stmt = module.parent(call)
            if not loops or not isinstance(stmt, ast.Expr):
                continue
            loop = next((loop for loop in loops if _starts_empty(module, loop, name.id)), None)
            inside = [use for use in module.uses(name) if loop is not None and module.inside(use, loop)]
            if loop is None or inside != [name]:
                continue
            text = f"{name.id}.append({argument(module, item)})"
            edits = (replace(module, stmt, text), insert_after(module, loop, f"{name.id}.reverse()"))
            yield Rewrite(edits, at(call, f"{name.id} reversed once"))


def _starts_empty(module: ParsedModule, loop: ast.stmt, name: str) -> bool:
    before = module.previous(loop)
    while before is not None:
        bound = bound_value(before)
        if bound is not None and bound[0].id == name:
            return module.source(bound[1]) in ("[]", "list()")
        if bound is None:
            return False
        before = module.previous(before)
    return False
