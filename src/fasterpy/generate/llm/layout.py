"""Moving statements left and right without touching what stands inside their strings."""

from __future__ import annotations

import ast

from fasterpy.generate.llm.syntax import parse


def first_line(node: ast.stmt) -> int:
    """Line (from 1) on which a statement starts, its decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def last_line(node: ast.stmt) -> int:
    """Line (from 1) on which it ends."""
    return node.end_lineno or node.lineno


def segment(text: str, node: ast.stmt) -> str:
    """The lines of a statement with its decorators, moved to column 0."""
    lines = text.split("\n")
    inside = _string_lines([node])
    result = []
    for number in range(first_line(node), last_line(node) + 1):
        line = lines[number - 1]
        margin = line[: node.col_offset]
        result.append(line[node.col_offset :] if number not in inside and not margin.strip() else line)
    return "\n".join(result)


def indented(text: str, columns: int) -> str:
    """Statements in column 0 moved right."""
    tree = parse(text)
    if not columns or tree is None:
        return text
    inside = _string_lines(tree.body)
    blanks = " " * columns
    lines = enumerate(text.split("\n"), 1)
    return "\n".join(blanks + line if line.strip() and number not in inside else line for number, line in lines)


def _string_lines(nodes: list[ast.stmt]) -> set[int]:
    """Lines that start inside a string literal."""
    found: set[int] = set()
    for top in nodes:
        documented = _docstrings(top)
        for node in ast.walk(top):
            if not isinstance(node, ast.JoinedStr | ast.Constant) or node in documented:
                continue
            if isinstance(node, ast.JoinedStr) or isinstance(node.value, str | bytes):
                found.update(range(node.lineno + 1, (node.end_lineno or node.lineno) + 1))
    return found


def _docstrings(top: ast.stmt) -> set[ast.AST]:
    """Docstrings move with the code, as editors do it."""
    found: set[ast.AST] = set()
    for node in ast.walk(top):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr):
                found.add(first.value)
    return found
