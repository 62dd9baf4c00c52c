"""Input that goes on after the mark that ends it: a program that stops at the mark never sees the rest.

``while True: n = int(input()); if n == 0: break`` reads nothing behind the zero; a rewrite that reads everything and
leaves the zeros out is another program there.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from fasterpy.records import Case, StdinCase

_CASES, _MOST_BYTES = 4, 400
_READERS = frozenset({"input", "readline"})


def stops_at_a_mark(tree: ast.Module) -> bool:
    """Whether a loop without a count reads the input line by line and is left by a comparison."""
    return any(_reads(loop) and _left(loop) for loop in ast.walk(tree) if isinstance(loop, ast.While | ast.For))


def more_after(tree: ast.Module, cases: Sequence[Case], source: str) -> list[StdinCase]:
    """Some of these inputs, each twice in a row."""
    if not stops_at_a_mark(tree):
        return []
    base = [case for case in cases if isinstance(case, StdinCase) and 0 < len(case.stdin) < _MOST_BYTES]
    stride = max(1, len(base) // _CASES)
    twice = dict.fromkeys(case.stdin.rstrip(b"\n") + b"\n" + case.stdin for case in base[::stride][:_CASES])
    return [StdinCase(stdin=data, source=source, size=len(data)) for data in twice]


def _reads(loop: ast.While | ast.For) -> bool:
    if isinstance(loop, ast.For):
        return ast.unparse(loop.iter) in ("sys.stdin", "stdin")
    return any(
        isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in _READERS
        for node in ast.walk(loop)
    )


def _left(loop: ast.While | ast.For) -> bool:
    """``if ... == ...: break`` or the like in the loop itself, or a comparison as its condition."""
    if isinstance(loop, ast.While) and isinstance(loop.test, ast.Compare | ast.BoolOp | ast.NamedExpr):
        return True
    return any(
        isinstance(node, ast.If) and any(isinstance(part, ast.Break | ast.Return) for part in node.body)
        for node in loop.body
    )
