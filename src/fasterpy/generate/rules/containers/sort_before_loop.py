"""``while jobs: jobs.sort(); job = jobs.pop(0)`` → sorted once, backwards, and taken from the end."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.conditions import names_in
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, delete, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class SortBeforeLoop(Rule):
    """A list from which a loop only takes items stays sorted."""

    name = "sort-before-loop"
    pattern = "sort-in-loop"
    summary = "Sort once before the loop: taking items out leaves the rest in order."
    gain = 6.0
    risk = Risk.LIKELY
    order = 14

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Expr):
            match stmt.value:
                case ast.Call(func=ast.Attribute(attr="sort", value=ast.Name() as name), args=[]) as call:
                    pass
                case _:
                    continue
            loops = module.loops(stmt)
            loop = loops[0] if loops else None
            if not isinstance(loop, ast.While) or not loop.body or loop.body[0] is not stmt or loop.orelse:
                continue
            edits = _edits(module, loop, stmt, call, name)
            if edits and owns_line(module, loop) and module.starts_line(stmt):
                yield Rewrite(tuple(edits), at(stmt, f"{name.id} sorted before the loop"))


def _edits(module: ParsedModule, loop: ast.While, stmt: ast.Expr, call: ast.Call, name: ast.Name) -> list[Edit]:
    keys = [word.value for word in call.keywords]
    lambdas = [node for key in keys for node in ast.walk(key) if isinstance(node, ast.Lambda)]
    rebound, mutated = mutated_names(loop)
    bound = {arg.arg for node in lambdas for arg in node.args.args}
    if {word for key in keys for word in names_in(key)} & (rebound | mutated) - bound:
        return []
    takes: list[ast.Call] = []
    leaves = any(isinstance(below, ast.Break | ast.Return | ast.Yield | ast.Raise) for below in ast.walk(loop))
    for use in module.uses(name):
        if use is name:
            continue
        parent = module.parent(use)
        if not module.inside(use, loop):
            # What is left over would be seen backwards.
            if leaves and module.span(use)[0] > module.span(loop)[0]:
                return []
            continue
        above = module.parent(parent) if parent else None
        match parent, above:
            case ast.Attribute(attr="pop"), ast.Call(args=[ast.Constant(value=0)] | []) as taken:
                takes.append(taken)
            case ast.While(), _:
                pass
            case ast.Call(func=func), _ if module.is_builtin(func, "len"):
                pass
            case _:
                return []
    front = [taken for taken in takes if taken.args]
    if not takes or (front and len(front) != len(takes)):
        return []
    text = module.source(call)
    if not front:
        return [insert_before(module, loop, text), delete(module, stmt)]
    owner = module.scopes.owner(name)
    if leaves and (owner is None or owner.outside.get(name.id) or _given(owner.node, name.id)):
        return []
    edits: list[Edit] = [insert_before(module, loop, f"{text}\n{name.id}.reverse()"), delete(module, stmt)]
    return [*edits, *(replace(module, taken, f"{name.id}.pop()") for taken in front)]


def _given(function: ast.AST, name: str) -> bool:
    """The list is the caller's."""
    return isinstance(function, ast.FunctionDef) and name in {arg.arg for arg in function.args.args}
