"""Expressions inside f-strings, whose positions in the file are not to be trusted."""

from __future__ import annotations

import ast
import copy
from typing import TYPE_CHECKING

from fasterpy.generate.rules.programs.arrays.calls import Unsupported

if TYPE_CHECKING:
    from fasterpy.generate.rules.programs.arrays.translate import Translator


def respelled(to: Translator, node: ast.AST, direct: list[ast.expr]) -> str:
    """The node's text made from its tree, with the expressions inside translated."""
    if isinstance(node, ast.JoinedStr):
        inner = [child for child in ast.walk(node) if isinstance(child, ast.FormattedValue)]
        direct = [child.value for child in inner]
        if any(to.shapes.of(child) for child in direct):
            raise Unsupported("array in an f-string")
        if not any(_concerns(to, below) for child in direct for below in ast.walk(child)):
            return to.module.source(node)
    texts = {id(child): to.text(child) for child in direct if not isinstance(child, ast.FormattedValue)}
    known: dict[int, object] = {id(child): ast.Name(f"_{number}_") for number, child in enumerate(direct)}
    text = ast.unparse(ast.fix_missing_locations(copy.deepcopy(node, known)))
    quote = text[-1]
    for number, child in enumerate(direct):
        if isinstance(node, ast.JoinedStr) and (quote in texts[id(child)] or "\\" in texts[id(child)]):
            raise Unsupported("quotes in an f-string")
        text = text.replace(f"_{number}_", texts[id(child)])
    return text


def _concerns(to: Translator, node: ast.AST) -> bool:
    """Whether an expression has to do with numpy."""
    return bool(to.shapes.numpy(node)) or (isinstance(node, ast.expr) and to.shapes.of(node) > 0)
