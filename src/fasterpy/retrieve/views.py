"""Parts of a query that are searched on their own.

Cleaned code holds the target and what it needs; one vector of all of it would drown a problem that sits in one loop.
So the target, each function that it uses, and each of several loops (with the rest of its function around it) are
looked up separately; for a program also the whole.
"""

from __future__ import annotations

import ast
import copy
import textwrap
import warnings
from collections.abc import Iterator, Sequence

from fasterpy.records import CleanedCode
from fasterpy.syntax import syntax_tree

MOST_VIEWS = 12
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def views(query: CleanedCode) -> list[tuple[str, str]]:
    """(text, place) of each part; the first is the target itself. ``place`` names the function, empty for a target."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes in the user's strings
            tree = syntax_tree(query.text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return [(query.text, "")]
    named = dict(_functions(tree.body, ""))
    targets = [name for name in query.targets if name in named]
    if targets:
        parts: list[tuple[ast.stmt, str]] = [(named[name], "") for name in targets]
        parts += [(named[name], name) for name in _used(targets, named)]
        found = [(_source(query.text, node), place) for node, place in parts]
    else:
        found = [(query.text, "")]
        parts = [(node, name) for name, node in named.items()] if len(tree.body) > 1 or len(named) > 1 else []
        found += [(_source(query.text, node), place) for node, place in parts]
        found += [(text, "") for text in _loop_by_loop(tree)]
    for node, place in parts:
        found += [(text, place) for text in _loop_by_loop(node)]
    return list(dict.fromkeys(found))[:MOST_VIEWS]


def _source(text: str, node: ast.stmt) -> str:
    return textwrap.dedent(ast.get_source_segment(text, node, padded=True) or ast.unparse(node))


def _functions(body: Sequence[ast.stmt], prefix: str) -> Iterator[tuple[str, ast.stmt]]:
    """Functions and methods by qualified name, those in ``if`` and ``try`` too."""
    for node in body:
        if isinstance(node, _FUNCTIONS):
            yield prefix + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node.body, f"{prefix}{node.name}.")
        elif isinstance(node, (ast.If, ast.Try)):
            yield from _functions([*node.body, *node.orelse], prefix)


def _used(targets: Sequence[str], named: dict[str, ast.stmt]) -> list[str]:
    """Functions that the targets mention, directly or through one another, nearest first."""
    by_last: dict[str, list[str]] = {}
    for name in named:
        by_last.setdefault(name.rsplit(".", 1)[-1], []).append(name)
    order, todo = list(targets), list(targets)
    while todo:
        for item in ast.walk(named[todo.pop(0)]):
            word = item.id if isinstance(item, ast.Name) else item.attr if isinstance(item, ast.Attribute) else ""
            for name in by_last.get(word, ()):
                if name not in order:
                    order.append(name)
                    todo.append(name)
    return order[len(targets) :]


def _loop_by_loop(node: ast.AST) -> list[str]:
    """For code with several statements that loop: one text per such statement, without the others."""
    body: list[ast.stmt] = getattr(node, "body", [])
    looping = [
        statement
        for statement in body
        if not isinstance(statement, (*_FUNCTIONS, ast.ClassDef))
        and any(isinstance(part, _LOOPS) for part in ast.walk(statement))
    ]
    if len(looping) < 2:
        return []
    texts = []
    for one in looping:
        shorter = copy.copy(node)
        shorter.body = [statement for statement in body if statement is one or statement not in looping]  # type: ignore[attr-defined]
        texts.append(ast.unparse(shorter))
    return texts
