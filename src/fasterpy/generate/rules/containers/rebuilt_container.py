"""``flat = {**flat, key: value}``, ``seen = seen | {x}``, ``d[k] = d.get(k, []) + [x]`` → changed in place."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, bound_value, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope

_FRESH = {"dict": ("{}", "dict()"), "set": ("set()",)}


class RebuiltContainer(Rule):
    """Each round copies all that is there to add a little; nobody keeps the copies (a guess)."""

    name = "rebuilt-container-to-update"
    pattern = "list-concat-in-loop"
    summary = "Add to the container in place instead of building a new one with one more item in every round."
    gain = 5.0
    risk = Risk.LIKELY
    order = 22

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Assign):
            if not module.loops(stmt) or len(stmt.targets) != 1:
                continue
            text = _in_place(module, stmt.targets[0], stmt.value)
            if text:
                yield Rewrite((replace(module, stmt, text),), at(stmt, text))


def _in_place(module: ParsedModule, target: ast.expr, value: ast.expr) -> str:
    match target, value:
        case ast.Name(id=name), ast.Dict(keys=[None, key], values=[ast.Name(id=again), item]) if name == again:
            if not _fresh(module, target, "dict"):
                return ""
            if key is None:
                return f"{name}.update({argument(module, item)})"
            return f"{name}[{module.source(key)}] = {module.source(item)}"
        case ast.Name(id=name), ast.BinOp(ast.Name(id=again), ast.BitOr(), ast.Set(elts=[item])) if name == again:
            return f"{name}.add({argument(module, item)})" if _fresh(module, target, "set") else ""
        case (
            ast.Subscript(value=ast.Name(id=name), slice=key),
            ast.BinOp(
                ast.Call(
                    func=ast.Attribute(value=ast.Name(id=again), attr="get"),
                    args=[same, ast.List(elts=[])],
                    keywords=[],
                ),
                ast.Add(),
                ast.List(elts=[item]),
            ),
        ) if name == again and module.source(key) == module.source(same) and not isinstance(item, ast.Starred):
            return f"{name}.setdefault({module.source(key)}, []).append({argument(module, item)})"
    return ""


def _fresh(module: ParsedModule, name: ast.expr, kind: str) -> bool:
    """The variable starts empty in this function, and is handed on to nobody inside a loop."""
    if not isinstance(name, ast.Name):
        return False
    starts = 0
    for use in module.uses(name):
        stmt = module.statement(use)
        bound = bound_value(stmt)
        if bound is not None and bound[0] is use and module.source(bound[1]) in _FRESH[kind]:
            starts += 1
        elif module.loops(use) and _kept(module, use):
            return False
    return starts == 1 and module.function(name) is not module.tree


def _kept(module: ParsedModule, use: ast.Name) -> bool:
    """Whether somebody may keep the value of this round: put into a list, returned from a generator, bound again."""
    parent = module.parent(use)
    match parent:
        case ast.Call(func=ast.Attribute(attr="append" | "add" | "insert")) | ast.Yield() | ast.List() | ast.Tuple():
            return isinstance(use.ctx, ast.Load)
        case ast.Assign(value=value):
            return value is use
    return False
