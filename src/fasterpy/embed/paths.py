"""Syntax paths tagged with loop depth: short chains of node labels from parent to child.

Labels keep operators, small constants and well-known API names; names that a person chose are gone. Structure beats
topic when the question is which performance problem a text has.
"""

from __future__ import annotations

import ast
from collections import Counter

from fasterpy.embed.vocabulary import API

_SKIP = (ast.Load, ast.Store, ast.Del, ast.expr_context, ast.arguments, ast.arg, ast.alias)
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def label(node: ast.AST) -> str:
    """Abstract name of a node."""
    if isinstance(node, ast.Name):
        return node.id if node.id in API else "N"
    if isinstance(node, ast.Attribute):
        return "." + node.attr if node.attr in API else ".A"
    if isinstance(node, ast.Constant):
        value = node.value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return f"C{value}" if value in (0, 1, 2, 10) else "Cnum"
        return "C" + type(value).__name__
    if isinstance(node, (ast.BinOp, ast.AugAssign, ast.UnaryOp, ast.BoolOp)):
        return f"{type(node).__name__}{type(node.op).__name__}"
    if isinstance(node, ast.Compare):
        return "Cmp" + type(node.ops[0]).__name__
    return type(node).__name__


def paths(tree: ast.AST) -> Counter[str]:
    """Counts of single labels, pairs and triples, each with the loop depth (0 to 3) of its last node."""
    out: Counter[str] = Counter()

    def walk(node: ast.AST, depth: int, parent: str, grandparent: str) -> None:
        name = label(node)
        level = str(min(depth, 3))
        if name != "Expr":
            out[level + name] += 1
            out[f"{level}{parent}>{name}"] += 1
            out[f"{level}{grandparent}>{parent}>{name}"] += 1
            grandparent, parent = parent, name
        for child, deeper in _children(node):
            walk(child, depth + deeper, parent, grandparent)

    walk(tree, 0, "", "")
    return out


def _children(node: ast.AST) -> list[tuple[ast.AST, int]]:
    if isinstance(node, (ast.For, ast.AsyncFor)):
        body = [(child, 1) for child in [node.target, *node.body]]
        return [(node.iter, 0), *body, *((child, 0) for child in node.orelse)]
    if isinstance(node, ast.While):
        return [(child, 1) for child in [node.test, *node.body]] + [(child, 0) for child in node.orelse]
    if isinstance(node, _COMPREHENSIONS):
        first = node.generators[0]
        inside: list[ast.AST] = [getattr(node, name) for name in ("elt", "key", "value") if hasattr(node, name)]
        inside += [condition for generator in node.generators for condition in generator.ifs]
        inside += [generator.iter for generator in node.generators[1:]]
        extra = len(node.generators)
        return [(first.iter, 0), *((child, extra) for child in inside if child is not None)]
    return [(child, 0) for child in ast.iter_child_nodes(node) if not isinstance(child, _SKIP)]
