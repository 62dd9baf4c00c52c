"""Lists that a function makes itself, and what only looks at them."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import PURE_BUILTINS


def makes_list(module: ParsedModule, value: ast.expr | None) -> bool:
    """Whether nobody else holds the list that this gives."""
    match value:
        case ast.List() | ast.ListComp():
            return True
        case ast.Call(func=func):
            return module.is_builtin(func, "list", "sorted") or (
                isinstance(func, ast.Attribute) and func.attr == "copy"
            )
        case ast.Subscript(slice=ast.Slice()):
            return True
    return False


def new_list(module: ParsedModule, name: ast.expr) -> bool:
    """Whether a name is bound to such a list here, and nothing else is."""
    match module.parent(name):
        case ast.Assign(targets=[_], value=value) | ast.AnnAssign(value=value):
            return makes_list(module, value)
    return False


def looked_at(module: ParsedModule, use: ast.expr) -> bool:
    """Whether a list is read here without being handed on."""
    match module.parent(use):
        case ast.Subscript(ctx=ast.Load()) | ast.comprehension() | ast.Compare() | ast.FormattedValue():
            return True
        case ast.For(iter=items):
            return items is use
        case ast.Call(func=func):
            return module.is_builtin(func, *PURE_BUILTINS, "print")
    return tested(module, use)


def tested(module: ParsedModule, use: ast.expr) -> bool:
    """Whether it is only asked for how many there are, or whether there are any."""
    above: ast.AST | None = module.parent(use)
    if isinstance(above, ast.Call):
        return module.is_builtin(above.func, "len", "bool")
    inner: ast.AST = use
    while isinstance(above, ast.BoolOp | ast.UnaryOp):
        if isinstance(above, ast.UnaryOp) and isinstance(above.op, ast.Not):
            return True
        inner, above = above, module.parent(above)
    return isinstance(above, ast.While | ast.If | ast.IfExp | ast.Assert) and above.test is inner


def own_equality(module: ParsedModule) -> bool:
    """Whether items that are equal may have different keys: the one that is removed is then another one."""
    own = any(function.name == "__eq__" for function in module.nodes(ast.FunctionDef))
    return own or any(word.arg == "compare" for word in module.nodes(ast.keyword))
