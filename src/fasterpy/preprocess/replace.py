"""The lines that take the place of one function: the candidate's text at the original's place."""

from __future__ import annotations

import ast

from fasterpy.preprocess.lines import indent_of
from fasterpy.preprocess.merge import Function, Side, merged
from fasterpy.preprocess.outline import Unit
from fasterpy.preprocess.reindent import indent_unit, moved
from fasterpy.preprocess.tree import decorators, rows

_BINDING = frozenset({"staticmethod", "classmethod", "property", "cached_property", "abstractmethod", "overload"})
"""Decorators that say how a method is bound. A candidate that leaves one out has forgotten it."""


def replacement(
    old: Unit, new: Unit, cleaned: Unit | None, restyle: bool, trees: tuple[ast.stmt | None, ast.stmt | None]
) -> tuple[int, list[str]]:
    """First row to replace (the last is ``old.end``) and the new lines.

    Comments above the function stay as they are in the file unless the candidate changed them; so do decorators and
    statements that it left as they were. ``trees``: both functions for Python's parser.
    """
    indent = indent_of(old.outline.lines[old.start])
    style = (indent_unit(new), indent_unit(old)) if restyle else ("", "")
    lines = moved(new.outline, new.start, new.end, indent, *style)
    old_tree, new_tree = trees
    if isinstance(old_tree, Function) and isinstance(new_tree, Function):
        old_def, new_def = old_tree.lineno - 1, new_tree.lineno - 1
        own = merged(
            old_tree,
            Side(old.outline.lines[old_def : old.end], old_def),
            new_tree,
            Side(lines[new_def - new.start :], new_def),
        )
        if own is not None:
            lines = lines[: new_def - new.start] + own
        if _dumps(old_tree.decorator_list) == _dumps(new_tree.decorator_list):
            lines = old.outline.lines[old.start : old_def] + lines[new_def - new.start :]
    lines = _lost_decorators(old, new) + lines
    while lines and not lines[-1].strip():
        lines.pop()
    comments = [line.strip() for line in new.outline.lines[new.lead : new.start]]
    before = (
        [line.strip() for line in cleaned.outline.lines[cleaned.lead : cleaned.start]] if cleaned is not None else []
    )
    if comments and comments != before:
        return old.lead, [indent + line for line in comments] + lines
    return old.start, lines


def _dumps(nodes: list[ast.expr]) -> list[str]:
    return [ast.dump(node) for node in nodes]


def _lost_decorators(old: Unit, new: Unit) -> list[str]:
    """Lines of the original's decorators that the candidate lacks: all when it has none (a model that returned the bare
    function), else those that say how a method is bound."""
    nodes = decorators(old.node)
    if not nodes:
        return []
    kept: list[str] = []
    has = set(new.decorators)
    for node, name in zip(nodes, old.decorators, strict=True):
        if (not has or name.rsplit(".", 1)[-1] in _BINDING) and name not in has:
            start, end = rows(node)
            kept += old.outline.lines[start:end]
    return kept
