"""A small patch from a large answer: statements that a candidate left as they were keep the original's lines.

A candidate has been through Black and a model, so its layout, comments and quotes differ everywhere. Statements are
aligned by their syntax trees; equal ones are taken from the file, line for line, the others from the candidate. Loops,
conditions and ``with`` blocks whose headers are equal are merged inside. Every merge is checked: its tree must be the
candidate's.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from difflib import SequenceMatcher

from fasterpy.errors import SourceError
from fasterpy.preprocess.lines import indent_of
from fasterpy.preprocess.reader import parse_ast
from fasterpy.preprocess.sameness import dump

Function = ast.FunctionDef | ast.AsyncFunctionDef
_Open = ast.For | ast.AsyncFor | ast.While | ast.With | ast.AsyncWith | ast.If


class _GiveUp(Exception):
    """The layout is not one statement per line."""


class Side:
    """The lines of one version; ``base`` is the row of the first of them in the numbering of its syntax tree."""

    def __init__(self, lines: Sequence[str], base: int) -> None:
        self.lines, self.base = lines, base

    def rows(self, start: int, end: int) -> list[str]:
        """Lines of rows ``start`` to ``end``, zero-based in the tree's numbering."""
        return list(self.lines[start - self.base : end - self.base])

    def line(self, row: int) -> str:
        """One line."""
        return self.lines[row - self.base]


def merged(old: Function, old_side: Side, new: Function, new_side: Side) -> list[str] | None:
    """Lines from ``def`` to the end with as much of the original as possible; None: take the candidate's as they are.

    Both sides stand at the same indentation. Decorators are not looked at.
    """
    try:
        wanted = _without_decorators(new)
        lines = _statement(old, old_side, new, new_side)
    except (_GiveUp, RecursionError, IndexError):
        return None
    text = "\n".join(lines) + "\n"
    if indent_of(lines[0]):
        text = f"if 1:\n{text}"
    try:
        body = parse_ast(text).body[0]
        found = body.body[0] if isinstance(body, ast.If) else body
        return lines if _without_decorators(found) == wanted else None
    except (SourceError, RecursionError):
        return None


def _without_decorators(statement: ast.stmt) -> str:
    if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        return ""
    kept, statement.decorator_list = statement.decorator_list, []
    try:
        return dump(statement)
    finally:
        statement.decorator_list = kept


def _statement(old: ast.stmt, old_side: Side, new: ast.stmt, new_side: Side) -> list[str]:
    """A compound statement of which the header may have changed."""
    assert isinstance(old, Function | _Open) and isinstance(new, Function | _Open)
    old_first, new_first = _header_end(old, old_side), _header_end(new, new_side)
    if _header(old) == _header(new):
        header = old_side.rows(old.lineno - 1, old_first)
    else:
        header = new_side.rows(new.lineno - 1, new_first)
    return header + _body(old.body, old_side, old_first, new.body, new_side, new_first)


def _header(statement: ast.stmt) -> str:
    return "".join(
        f"{name}={dump(item) if isinstance(item, ast.AST) else [dump(each) for each in item]}"
        for name, item in ast.iter_fields(statement)
        if name not in ("body", "decorator_list", "type_comment") and isinstance(item, ast.AST | list)
    ) + str(getattr(statement, "name", ""))


def _header_end(statement: ast.stmt, side: Side) -> int:
    """Row after the header: comments and blank lines above the first statement of the body belong to the body."""
    assert isinstance(statement, Function | _Open)
    row = _start(statement.body[0])
    while row - 1 > statement.lineno - 1 and side.line(row - 1).lstrip()[:1] in ("", "#"):
        row -= 1
    if row <= statement.lineno - 1:
        raise _GiveUp
    return row


def _start(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(item.lineno for item in decorators)]) - 1


def _body(
    olds: list[ast.stmt], old_side: Side, old_row: int, news: list[ast.stmt], new_side: Side, new_row: int
) -> list[str]:
    old_starts, new_starts = _segments(olds, old_row), _segments(news, new_row)
    if indent_of(old_side.line(_start(olds[0]))) != indent_of(new_side.line(_start(news[0]))):
        raise _GiveUp
    out: list[str] = []

    def take_new(first: int, last: int) -> None:
        for index in range(first, last):
            out.extend(new_side.rows(*new_starts[index]))

    def take_old(first: int, last: int) -> None:
        for index in range(first, last):
            out.extend(old_side.rows(*old_starts[index]))

    matcher = SequenceMatcher(None, [dump(item) for item in olds], [dump(item) for item in news], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            take_old(i1, i2)
        elif tag == "insert":
            take_new(j1, j2)
        elif tag == "replace":
            pairs = _pairs(olds[i1:i2], news[j1:j2])
            for index in range(j1, j2):
                partner = pairs.get(index - j1)
                inner: list[str] | None = None
                if partner is not None:
                    old, new = olds[i1 + partner], news[index]
                    try:
                        lead = old_side.rows(old_starts[i1 + partner][0], old.lineno - 1)
                        inner = lead + _statement(old, old_side, new, new_side)
                    except _GiveUp:
                        inner = None
                if inner is None:
                    take_new(index, index + 1)
                else:
                    out.extend(inner)
    return out


def _pairs(olds: list[ast.stmt], news: list[ast.stmt]) -> dict[int, int]:
    """Compound statements, by index in ``news``, with the first free one in ``olds`` that has the same header."""
    pairs: dict[int, int] = {}
    free = 0
    for index, new in enumerate(news):
        if not isinstance(new, _Open) or getattr(new, "orelse", None):
            continue
        for other in range(free, len(olds)):
            old = olds[other]
            if type(old) is type(new) and not getattr(old, "orelse", None) and _header(old) == _header(new):
                pairs[index], free = other, other + 1
                break
    return pairs


def _segments(statements: list[ast.stmt], row: int) -> list[tuple[int, int]]:
    """Rows of each statement with the comments and blank lines above it."""
    found = []
    for statement in statements:
        if _start(statement) < row:
            raise _GiveUp
        end = statement.end_lineno or statement.lineno
        found.append((row, end))
        row = end
    return found
