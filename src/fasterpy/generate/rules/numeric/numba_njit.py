"""Numeric loops compiled by numba: opt-in, since it adds a dependency."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, need, owns_line
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope

_CALLS = ("range", "len", "abs", "min", "max", "int", "float", "bool", "round", "enumerate", "zip", "sum", "divmod")
_FOREIGN = (
    ast.JoinedStr, ast.Dict, ast.DictComp, ast.Set, ast.SetComp, ast.With, ast.Try, ast.Yield, ast.YieldFrom, ast.Await,
    ast.Lambda, ast.Global, ast.Nonlocal, ast.Import, ast.ImportFrom, ast.ClassDef, ast.FunctionDef, ast.Raise,
    ast.Starred, ast.GeneratorExp,
)  # fmt: skip


class NumbaNjit(Rule):
    """Only for functions of loops over numbers and arrays; the compilation is paid at the first call."""

    name = "numba-njit"
    pattern = "numba-njit"
    summary = "Compile the numeric loop with numba (adds a dependency; the first call compiles)."
    gain = 15.0
    risk = Risk.BOLD
    alone_only = True
    order = 93

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for function in scope.nodes(ast.FunctionDef):
            loops = [below for below in ast.walk(function) if isinstance(below, ast.For | ast.While)]
            if not loops or function.decorator_list or not owns_line(module, function):
                continue
            if not isinstance(module.parent(function), ast.Module) or not _numeric(module, function):
                continue
            imports, njit = need(module, "numba", "njit")
            edits = (*imports, insert_before(module, function, f"@{njit}"))
            yield Rewrite(edits, at(function, f"{function.name} compiled"), requires=("numba",))


def _numeric(module: ParsedModule, function: ast.FunctionDef) -> bool:
    for stmt in function.body:
        for below in ast.walk(stmt):
            if isinstance(below, _FOREIGN):
                return False
            word = isinstance(below, ast.Constant) and isinstance(below.value, str | bytes)
            if word and not isinstance(module.parent(below), ast.Expr):
                return False
            if isinstance(below, ast.Call) and not _known(module, below, function.name):
                return False
    return True


def _known(module: ParsedModule, call: ast.Call, name: str) -> bool:
    if module.is_builtin(call.func, *_CALLS):
        return True
    dotted = module.imported(call.func)
    if dotted.startswith(("math.", "numpy.")):
        return True
    if isinstance(call.func, ast.Attribute) and call.func.attr == "append":
        return True
    return isinstance(call.func, ast.Name) and call.func.id == name
