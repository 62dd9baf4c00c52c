"""What is added up in an expression: text beside text."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from .names import by_name


def summands(node: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> list[ast.AST]:
    """All that is added up in the expression around a sum."""
    while isinstance(above := parents.get(node), ast.BinOp) and isinstance(above.op, ast.Add):
        node = above
    found, rest = [], [node]
    while rest:
        one = rest.pop()
        if isinstance(one, ast.BinOp) and isinstance(one.op, ast.Add):
            rest += [one.left, one.right]
        elif isinstance(one, ast.AugAssign):
            rest.append(one.value)
        else:
            found.append(one)
    return found


def is_text(node: ast.AST, sources: Mapping[str, set[str]]) -> bool:
    """Whether an expression is a text: surely, or a part of what is called one. ``sources``: what names are set to."""
    if isinstance(node, ast.Subscript):
        name = getattr(node.value, "id", "")
        return isinstance(node.slice, ast.Slice) and any(
            by_name(one) == "str" for one in {name, *sources.get(name, ())}
        )
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in ("str", "repr", "chr")
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)))


def other_side(up: ast.AST, node: ast.AST) -> Any:
    """What an operator, also one that assigns, takes together with ``node``."""
    other = getattr(up, "right", None) or getattr(up, "value", None)
    return other if other is not node else getattr(up, "left", None) or getattr(up, "target", None)
