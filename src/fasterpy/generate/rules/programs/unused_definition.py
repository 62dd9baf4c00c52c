"""Functions, classes and lambdas that nothing uses."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, delete
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class UnusedDefinition(Rule):
    """Building a class or a function costs time at every start, used or not."""

    name = "unused-definition"
    pattern = "unused-definition"
    summary = "Drop functions, classes and constants of a program that nothing uses."
    gain = 1.05
    risk = Risk.LIKELY
    programs_only = True
    order = 12  # early: helpers that nothing calls read and hold what keeps other rules from applying

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        if module.scopes.dynamic:
            return
        root = module.scopes.module
        named = [(stmt, name) for stmt in module.tree.body if (name := _defined(module, stmt))]
        named = [(stmt, name) for stmt, name in named if len(root.bindings.get(name, [])) == 1]
        gone: list[ast.stmt] = []
        while True:
            # What only unused definitions use is unused as well.
            found = [stmt for stmt, name in named if stmt not in gone and _unused(module, name, [stmt, *gone])]
            if not found:
                break
            gone += found
        for stmt, name in named:
            if stmt in gone:
                yield Rewrite((delete(module, stmt),), at(stmt, f"{name} is unused"))


def _unused(module: ParsedModule, name: str, gone: list[ast.stmt]) -> bool:
    """Whether the name is read nowhere but in these statements."""
    return not any(
        isinstance(below, ast.Name) and below.id == name and isinstance(below.ctx, ast.Load)
        for stmt in module.tree.body
        if stmt not in gone
        for below in ast.walk(stmt)
    )


def _defined(module: ParsedModule, stmt: ast.stmt) -> str:
    match stmt:
        case ast.FunctionDef(name=name, decorator_list=[]) | ast.ClassDef(name=name, decorator_list=[]):
            return name
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            if isinstance(value, ast.Lambda | ast.Constant) or (module.is_pure(value) and not _reads(module, value)):
                return name
    return ""


def _reads(module: ParsedModule, value: ast.expr) -> bool:
    """Iterators and files may be consumed by evaluating."""
    return any(
        module.kind(below) in ("iterator", "") for below in ast.walk(value) if isinstance(below, ast.Name)
    ) and any(isinstance(below, ast.Call) for below in ast.walk(value))
