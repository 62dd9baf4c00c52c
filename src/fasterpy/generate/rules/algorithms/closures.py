"""Inner functions that do the same work at every call."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.build import owns_line


def closure(module: ParsedModule, node: ast.AST, names: set[str], inner: ast.stmt | None) -> ast.stmt | None:
    """The inner function around ``node`` where it repeats what depends on the outer one alone."""
    function = module.function(node)
    if not isinstance(function, ast.FunctionDef) or not isinstance(module.function(function), ast.FunctionDef):
        return None
    if inner is None and not module.loops(function) and not _calls_itself(function) and not _asked(module, function):
        return None
    rebound, mutated = mutated_names(function)
    taken = {arg.arg for arg in ast.walk(function.args) if isinstance(arg, ast.arg)}
    free = not names & (taken | rebound | mutated) and names and not function.decorator_list
    return function if free and owns_line(module, function) else None


def _calls_itself(function: ast.FunctionDef) -> bool:
    return any(isinstance(below, ast.Name) and below.id == function.name for below in ast.walk(function))


def _asked(module: ParsedModule, function: ast.FunctionDef) -> bool:
    """Whether a loop or another inner function calls it."""
    around = module.function(function)
    for call in (below for below in ast.walk(around) if isinstance(below, ast.Call)):
        if function in module.callees(call) and (module.loops(call) or module.function(call) is not around):
            return True
    return False
