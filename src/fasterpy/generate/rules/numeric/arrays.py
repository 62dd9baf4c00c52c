"""What is known to be a numpy array or a pandas object."""

from __future__ import annotations

import ast

from fasterpy.analysis.module import ParsedModule


def is_array(module: ParsedModule, node: ast.expr) -> bool:
    """Whether an expression is a numpy array by inference or by its parameter's annotation."""
    if module.kind(node) == "ndarray":
        return True
    if not isinstance(node, ast.Name):
        return False
    scope = module.scopes.owner(node)
    bindings = scope.bindings.get(node.id, []) if scope else []
    for binding in bindings:
        if isinstance(binding, ast.arg) and binding.annotation is not None:
            word = ast.unparse(binding.annotation)
            return "ndarray" in word or "NDArray" in word
        parent = module.parent(binding)
        if isinstance(parent, ast.Assign) and isinstance(parent.value, ast.Call):
            made = module.imported(parent.value.func)
            if made.startswith("numpy.") and not made.startswith("numpy.random.rand"):
                return True
    return False


def columns_of(module: ParsedModule, row: ast.Name, inside: ast.AST) -> dict[ast.expr, str] | None:
    """Every use of a row as ``row["name"]`` or ``row.name``; None when it is used in any other way."""
    found: dict[ast.expr, str] = {}
    for use in module.uses(row):
        if use is row:
            continue
        if not module.inside(use, inside):
            return None
        match module.parent(use):
            case ast.Subscript(slice=ast.Constant(value=str() as name), ctx=ast.Load()) as node:
                found[node] = name
            case ast.Attribute(attr=name, ctx=ast.Load()) as node if not isinstance(module.parent(node), ast.Call) or (
                node in getattr(module.parent(node), "args", ())
            ):
                found[node] = name
            case _:
                return None
    return found if found and all(name.isidentifier() for name in found.values()) else None
