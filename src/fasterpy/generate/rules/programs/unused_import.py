"""Imports that nothing uses."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, delete, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_EFFECTS = frozenset({"__future__", "readline", "antigravity", "this", "site"})


class UnusedImport(Rule):
    """An import costs its module's start-up once, and a dictionary look-up ever after."""

    name = "unused-import"
    pattern = "unused-import"
    summary = "Drop imports that nothing uses."
    gain = 1.1
    risk = Risk.SAFE
    programs_only = True
    order = 90

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        if module.scopes.dynamic and not _only_stars(module):
            return
        for stmt in scope.nodes(ast.Import, ast.ImportFrom):
            if isinstance(stmt, ast.ImportFrom) and (stmt.module in _EFFECTS or stmt.level):
                continue
            kept = [alias for alias in stmt.names if _used(module, stmt, alias)]
            if len(kept) == len(stmt.names) or any(alias.name in _EFFECTS for alias in stmt.names):
                continue
            yield Rewrite((_without(module, stmt, kept),), at(stmt, "unused import"))


def _only_stars(module: ParsedModule) -> bool:
    return not any(
        isinstance(node, ast.Name) and node.id in ("exec", "globals", "locals", "vars")
        for node in module.nodes(ast.Name)
    )


def _used(module: ParsedModule, stmt: ast.Import | ast.ImportFrom, alias: ast.alias) -> bool:
    name = alias.asname or (alias.name if isinstance(stmt, ast.ImportFrom) else alias.name.split(".")[0])
    if alias.name == "*":
        package = stmt.module if isinstance(stmt, ast.ImportFrom) else ""
        if package not in ("math", "collections", "itertools", "heapq", "bisect", "functools", "operator", "string"):
            return True
        known = {word for word in dir(__import__(package)) if not word.startswith("_")}
        return bool(known & {node.id for node in module.nodes(ast.Name)}) or bool(module.nodes(ast.JoinedStr))
    home = module.scopes.of[alias]
    owner = home.owner(name)
    if owner is None:
        return True
    if any(isinstance(use.ctx, ast.Load) for use in module.scopes.uses(owner, name)):
        return True
    return any(name in scope.outside for scope in module.scopes.module.walk())


def _without(module: ParsedModule, stmt: ast.Import | ast.ImportFrom, kept: list[ast.alias]) -> Edit:
    if not kept:
        return delete(module, stmt)
    names = ", ".join(f"{alias.name} as {alias.asname}" if alias.asname else alias.name for alias in kept)
    if isinstance(stmt, ast.ImportFrom):
        return replace(module, stmt, f"from {stmt.module} import {names}")
    return replace(module, stmt, f"import {names}")
