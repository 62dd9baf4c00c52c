"""Inputs with another value in the place of one of theirs."""

from __future__ import annotations

import ast

from fasterpy.records import ExpressionCase, StdinCase


def parts(tree: ast.Expression) -> tuple[list[ast.Constant], list[ast.expr]]:
    """Constants of the arguments, signs included in none; lists and texts that can be made longer."""
    body = tree.body
    args = body.elts[0] if isinstance(body, ast.Tuple) and body.elts else body
    leaves = [node for node in ast.walk(args) if isinstance(node, ast.Constant)]
    rows: list[ast.expr] = []
    for node in ast.walk(args):
        if (isinstance(node, ast.List) and node.elts) or (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value
        ):
            rows.append(node)
    return leaves, rows


def call_with(source: str, node: ast.expr, text: str, size: int = 0) -> ExpressionCase:
    """The expression with ``text`` in the place of ``node``."""
    lines = source.encode().split(b"\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    data = source.encode()
    first = starts[node.lineno - 1] + node.col_offset
    last = starts[(node.end_lineno or 1) - 1] + (node.end_col_offset or 0)
    minus = data[:first].endswith(b"-") and not text.startswith("(")
    changed = data[:first] + (f"({text})" if minus else text).encode() + data[last:]
    return ExpressionCase(expression=changed.decode(), source="probe", size=size or len(changed))


def stream_with(data: bytes, first: int, last: int, text: bytes) -> StdinCase:
    """The standard input with ``text`` from ``first`` to ``last``."""
    changed = data[:first] + text + data[last:]
    return StdinCase(stdin=changed, source="probe", size=len(changed))
