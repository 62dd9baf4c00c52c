"""Which assignments of a variable may hold where it is read: a name may be a list first and an array later."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule

_LOOPS = (ast.For, ast.AsyncFor, ast.While)


def reaching(module: ParsedModule, name: ast.Name, bindings: list[ast.AST]) -> list[ast.AST]:
    """The bindings that may hold at ``name``; all of them when other functions bind it or read it."""
    above = module.parent(name)
    if not isinstance(name.ctx, ast.Load) and not isinstance(above, ast.AugAssign):
        return [name]
    if len(bindings) < 2:
        return bindings
    function = module.function(name)
    if any(_function(module, binding) is not function for binding in bindings):
        return bindings
    found = _before(module, name, bindings)
    return found or bindings


def _leaves(module: ParsedModule, binding: ast.AST, outer: ast.stmt) -> bool:
    """Whether the block of a binding never comes to what stands behind ``outer``."""
    stmt = module.statement(binding)
    while stmt is not outer:
        if _exits(module.body_of(stmt)[-1]):
            return True
        above = module.parent(stmt)
        if not isinstance(above, ast.stmt):
            return False
        stmt = above
    return False


def _exits(stmt: ast.stmt) -> bool:
    if isinstance(stmt, ast.If) and stmt.orelse:
        return _exits(stmt.body[-1]) and _exits(stmt.orelse[-1])
    return isinstance(stmt, ast.Return | ast.Raise | ast.Continue)


def _function(module: ParsedModule, binding: ast.AST) -> ast.AST | None:
    if isinstance(binding, ast.arg):
        return module.parent(module.parent(binding) or binding)
    return module.function(binding)


def _before(module: ParsedModule, name: ast.Name, bindings: list[ast.AST]) -> list[ast.AST]:
    places = {binding: module.statement(binding) for binding in bindings if not isinstance(binding, ast.arg)}
    stmt = module.statement(name)
    own = [one for one, place in places.items() if place is stmt and isinstance(module.parent(one), ast.NamedExpr)]
    found = list(own)
    while stmt is not None:
        sibling = module.previous(stmt)
        while sibling is not None:
            here = [one for one, place in places.items() if place is sibling]
            if here and isinstance(sibling, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Expr):
                return found + here
            found += [one for one in places if module.inside(one, sibling) and not _leaves(module, one, sibling)]
            sibling = module.previous(sibling)
        outer = module.parent(stmt)
        while outer is not None and not isinstance(outer, ast.stmt):
            outer = module.parent(outer)
        if outer is None or isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef):
            break
        here = [one for one, place in places.items() if place is outer]
        if here and isinstance(outer, ast.For):
            inside = [one for one in places if module.inside(one, outer) and one not in here]
            return found + here + (inside if stmt in outer.orelse else [])
        found += here
        if isinstance(outer, (*_LOOPS, ast.Try)):
            found += [one for one in places if module.inside(one, outer)]
        stmt = outer
    return found + [binding for binding in bindings if isinstance(binding, ast.arg)]
