"""Python's own syntax tree beside the tree-sitter one: whether two units are the same program."""

from __future__ import annotations

import ast
import inspect
from functools import cached_property

from fasterpy.preprocess.outline import Outline, Unit
from fasterpy.preprocess.reader import parse_ast


class Read:
    """A text and its two syntax trees, Python's own made when it is first needed.

    Gives statements by the rows on which they start (decorators included).
    """

    def __init__(self, text: str) -> None:
        self.outline = Outline(text)
        self._cache: dict[Unit, str] = {}

    @cached_property
    def _by_row(self) -> dict[int, list[ast.stmt]]:
        found: dict[int, list[ast.stmt]] = {}
        todo: list[ast.AST] = [parse_ast(self.outline.text)]
        while todo:
            at = todo.pop()
            for child in ast.iter_child_nodes(at):
                if isinstance(child, ast.stmt):
                    found.setdefault(first_row(child), []).append(child)
                    if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                        todo.append(child)
                elif isinstance(child, ast.ExceptHandler | ast.match_case):
                    todo.append(child)
        return found

    def statements(self, unit: Unit) -> list[ast.stmt]:
        """The outermost statements on the rows of a unit."""
        found: list[ast.stmt] = []
        end = -1
        for row in range(unit.start, unit.end):
            for statement in self._by_row.get(row, ()):
                if row >= end or not found or (statement.end_lineno or 0) > end or len(unit.nodes) > 1:
                    found.append(statement)
                    end = max(end, statement.end_lineno or 0)
        return found

    def key(self, unit: Unit) -> str:
        """Equal keys: equal programs. Layout, comments and the indentation of docstrings do not matter."""
        known = self._cache.get(unit)
        if known is None:
            try:
                known = "\n".join(dump(statement) for statement in self.statements(unit))
            except RecursionError:
                known = "\n".join(line.strip() for line in self.outline.lines[unit.start : unit.end])
            self._cache[unit] = known
        return known


def first_row(statement: ast.stmt) -> int:
    """Zero-based row of the first decorator or of the statement."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(item.lineno for item in decorators)]) - 1


def dump(statement: ast.AST) -> str:
    """``ast.dump`` with docstrings as ``inspect.cleandoc`` gives them."""
    for node in ast.walk(statement):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.body:
            first = node.body[0]
            value = first.value if isinstance(first, ast.Expr) else None
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                value.value = inspect.cleandoc(value.value).strip()
    return ast.dump(statement)
