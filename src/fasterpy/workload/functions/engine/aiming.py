"""From what a condition compared to inputs on which it comes out the other way.

Whatever stands in the input and is compared with something else is replaced by that and by its neighbours; lists and
texts whose length is compared with a number get that length.
"""

from __future__ import annotations

import ast
import copy
from typing import Any

from .mutate import fixed

_LONGEST = 20_000
_MOST = 24


def aimed(expression: str, left: Any, right: Any) -> list[str]:
    """Changed expressions; empty when neither side is found in the input."""
    try:
        tree = ast.parse(expression, mode="eval")
    except (SyntaxError, ValueError, RecursionError):
        return []
    if not isinstance(tree.body, ast.Tuple) or len(tree.body.elts) != 2:
        return []
    found: list[str] = []
    for old, new in ((left, right), (right, left)):
        if isinstance(new, (list, tuple, set, frozenset, dict)) and len(new) < 40:
            for item in list(new)[:8]:
                found += _put(tree, old, item)
        else:
            found += _put(tree, old, new)
    return list(dict.fromkeys(found))[:_MOST]


def _put(tree: ast.Expression, old: Any, new: Any) -> list[str]:
    if type(old) not in (int, float, str, bytes) or type(new) not in (int, float, str, bytes):
        return []
    number = isinstance(old, (int, float)) and isinstance(new, (int, float))
    if not number and type(old) is not type(new):
        return []
    args = tree.body.elts[0]  # type: ignore[attr-defined]
    made: list[str] = []
    names = fixed(args)
    for place, node in enumerate(ast.walk(args)):
        if isinstance(node, ast.Constant) and id(node) not in names:
            if number and type(node.value) in (int, float) and node.value in (old, -old):
                made += [_changed(tree, place, ast.Constant(value)) for value in _near(new, type(node.value))]
            elif isinstance(node.value, str) and isinstance(old, str) and isinstance(new, str) and old in node.value:
                texts = [new, node.value.replace(old, new, 1)] if old else [new, new + node.value]
                made += [_changed(tree, place, ast.Constant(text)) for text in texts]
            elif isinstance(node.value, (str, bytes)) and number and len(node.value) == old and node.value:
                made += [_changed(tree, place, _long(node, len(node.value), size)) for size in _sizes(new)]
        elif isinstance(node, (ast.List, ast.Tuple)) and number and node is not args:
            if len(node.elts) == old and node.elts:
                made += [_changed(tree, place, _long(node, len(node.elts), size)) for size in _sizes(new)]
    return made[:_MOST]


def _near(value: Any, kind: type) -> list[Any]:
    if isinstance(value, float) and kind is int:
        if value != value or abs(value) == float("inf"):
            return []
        value = int(value)
    steps = (0, 1, -1) if isinstance(value, int) else (0, 0.5, -0.5)
    return [value + step for step in steps]


def _sizes(value: Any) -> list[int]:
    size = int(value) if abs(value) <= _LONGEST else 0
    return [s for s in (size, size + 1, size - 1) if s > 0]


def _long(node: ast.expr, length: int, size: int) -> ast.expr:
    """The same items again and again, up to ``size``; the last one is like none of them where that is easy."""
    times = size // max(1, length) + 1
    many = ast.BinOp(copy.deepcopy(node), ast.Mult(), ast.Constant(times))
    if isinstance(node, ast.List) and all(isinstance(item, ast.Constant) for item in node.elts):
        last = _other(node.elts[-1].value)  # type: ignore[attr-defined]
        part = ast.Subscript(many, ast.Slice(None, ast.Constant(size - 1), None), ast.Load())
        return ast.BinOp(part, ast.Add(), ast.List([ast.Constant(last)], ast.Load()))
    return ast.Subscript(many, ast.Slice(None, ast.Constant(size), None), ast.Load())


def _other(value: Any) -> Any:
    if isinstance(value, str):
        return value + "z"
    return value * 3 + 1009 if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def lengthened(expression: str, sizes: list[int]) -> list[str]:
    """With every list and text of the arguments in turn made as long as each of the sizes."""
    try:
        tree = ast.parse(expression, mode="eval")
    except (SyntaxError, ValueError, RecursionError):
        return []
    if not isinstance(tree.body, ast.Tuple) or len(tree.body.elts) != 2:
        return []
    args = tree.body.elts[0]
    made: list[str] = []
    names = fixed(args)
    for place, node in enumerate(ast.walk(args)):
        plain = isinstance(node, ast.List) and not any(isinstance(item, (ast.List, ast.Dict)) for item in node.elts)
        count = len(node.elts) if plain and isinstance(node, ast.List) else 0
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in names:
            count = len(node.value)
        if count and isinstance(node, ast.expr) and len(made) < 3 * len(sizes):
            made += [_changed(tree, place, _long(node, count, size)) for size in sizes]
    return made


def _changed(tree: ast.Expression, place: int, new: ast.expr) -> str:
    """The expression with ``new`` at one place of its arguments."""
    changed = copy.deepcopy(tree)
    args = changed.body.elts[0]  # type: ignore[attr-defined]
    target = next(node for at, node in enumerate(ast.walk(args)) if at == place)
    try:
        return ast.unparse(ast.fix_missing_locations(_Put(target, new).visit(changed)))
    except (ValueError, RecursionError):
        return ""


class _Put(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.expr) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)
