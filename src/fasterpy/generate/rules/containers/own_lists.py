"""Lists that a function makes itself, and what only looks at them."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import PURE_BUILTINS
from fasterpy.generate.rules.algorithms.conditions import conjuncts, negated

LEAVES = (ast.Break, ast.Continue, ast.Return, ast.Raise)


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


def never_empty(module: ParsedModule, name: str, stmt: ast.stmt) -> bool:
    """Whether something is in the list whenever a loop comes to ``stmt``."""
    loop = module.loops(stmt)[0]
    held: list[ast.expr] = []
    while True:
        for other in module.body_of(stmt):
            if other is stmt:
                break
            if isinstance(other, ast.If) and not other.orelse and isinstance(other.body[-1], LEAVES):
                held += negated(other.test)
        above = module.parent(stmt)
        if isinstance(above, ast.If) and stmt in above.body:
            held += conjuncts(above.test)
        if not isinstance(above, ast.stmt) or above is loop:
            break
        stmt = above
    if isinstance(loop, ast.While):
        held += conjuncts(loop.test)
    every = isinstance(loop, ast.For) and ast.unparse(loop.iter) == f"range(len({name}))"
    return every or any(_says_some(module, part, name) for part in held)


def _says_some(module: ParsedModule, test: ast.expr, name: str) -> bool:
    match test:
        case ast.Name(id=word):
            return word == name
        case ast.Call(func=func, args=[ast.Name(id=word)]):
            return word == name and module.is_builtin(func, "len")
        case ast.Compare(
            left=ast.Call(func=func, args=[ast.Name(id=word)]),
            ops=[op],
            comparators=[ast.Constant(value=int() as least)],
        ) if word == name and module.is_builtin(func, "len"):
            several = (isinstance(op, ast.Gt) and least >= 0) or (isinstance(op, ast.GtE) and least >= 1)
            return several or (isinstance(op, ast.NotEq) and least == 0)
    return False
