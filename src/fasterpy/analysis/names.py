"""Names that nothing defines: the cheapest sign that a rewrite is broken."""

from __future__ import annotations

import ast
import builtins

_ALWAYS = frozenset(dir(builtins)) | {
    "__file__",
    "__name__",
    "__doc__",
    "__spec__",
    "__loader__",
    "__package__",
    "__class__",
}


def undefined_names(tree: ast.Module) -> frozenset[str]:
    """Names that are read but bound in no scope at all; empty when a star import could bind them.

    Coarse on purpose: a name bound in another scope counts as defined, so what is reported is certain to fail when
    it is reached.
    """
    bound: set[str] = set()
    read: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            (read if isinstance(node.ctx, ast.Load) else bound).add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            bound.add(node.name)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.alias):
            if node.name == "*":
                return frozenset()
            bound.add(node.asname or node.name.split(".")[0])
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            bound.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            bound.add(node.rest)
        elif isinstance(node, ast.Global | ast.Nonlocal):
            bound.update(node.names)
    return frozenset(read - bound - _ALWAYS)


def grows(name: ast.AST, stmt: ast.AST | None) -> bool:
    """Whether a statement adds to the variable that it binds: ``text = text + x``, ``text += x``."""
    match stmt:
        case ast.AugAssign(op=ast.Add(), target=target):
            return target is name
        case ast.Assign(targets=[target], value=ast.BinOp(op=ast.Add(), left=left, right=right)) if target is name:
            word = name.id if isinstance(name, ast.Name) else ""
            return any(isinstance(side, ast.Name) and side.id == word for side in (left, right))
    return False
