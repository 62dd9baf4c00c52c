"""``out = []`` and a loop that appends → a list comprehension."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule, free_names
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import argument, at, bound_value, delete, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.loops.shape import Clauses, clauses, leaks
from fasterpy.generate.rules.target import TargetScope


class AppendLoopToComprehension(Rule):
    """The comprehension appends without looking up and calling a method."""

    name = "append-loop-to-comprehension"
    pattern = "list-comprehension"
    summary = "Build the list with a comprehension instead of append in a loop."
    gain = 1.3
    risk = Risk.LIKELY
    order = 40

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            shape = clauses(module, loop)
            if shape is None or not owns_line(module, loop) or leaks(module, loop):
                continue
            made = _comprehension(module, shape)
            if made is None:
                continue
            name, text, brackets = made
            if name in free_names(loop.iter):
                continue
            start = module.previous(loop)
            if _empty(module, start, name, brackets):
                assert start is not None
                hint = f": {module.source(start.annotation)}" if isinstance(start, ast.AnnAssign) else ""
                edits: tuple[Edit, ...] = (delete(module, start), replace(module, loop, f"{name}{hint} = {text}"))
                yield Rewrite(edits, at(loop, f"{name} by comprehension"))
            elif brackets == "[]":
                yield Rewrite((replace(module, loop, f"{name} += {text}"),), at(loop, f"{name} extended"))


def _comprehension(module: ParsedModule, shape: Clauses) -> tuple[str, str, str] | None:
    """Name of the container, the comprehension, and its brackets."""
    match shape.body:
        case ast.Expr(
            value=ast.Call(func=ast.Attribute(attr=verb, value=ast.Name(id=name)), args=[value], keywords=[])
        ):
            brackets = {"append": "[]", "add": "{}"}.get(verb, "")
            if not brackets or isinstance(value, ast.Starred):
                return None
            text = argument(module, value)
        case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=ast.List(elts=[value])):
            brackets, text = "[]", argument(module, value)
        case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name), slice=key)], value=value):
            brackets, text = "{}dict", f"{argument(module, key)}: {argument(module, value)}"
            if name in free_names(key):
                return None
        case _:
            return None
    if name in free_names(value) or any(name in free_names(part) for part in shape.parts):
        return None
    return name, f"{brackets[0]}{text} {shape.text}{brackets[1]}", brackets


def _empty(module: ParsedModule, stmt: ast.stmt | None, name: str, brackets: str) -> bool:
    bound = bound_value(stmt)
    if bound is None or bound[0].id != name:
        return False
    match bound[1]:
        case ast.List(elts=[]):
            return brackets == "[]"
        case ast.Call(func=ast.Name(id=made), args=[], keywords=[]):
            return made == {"[]": "list", "{}": "set", "{}dict": "dict"}[brackets]
        case ast.Dict(keys=[]):
            return brackets == "{}dict"
    return False
