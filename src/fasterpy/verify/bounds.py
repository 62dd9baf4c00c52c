"""A number on a line of its own that only bounds lengths: the width of a row, the size of a page.

Inputs are made with the number beside a text as its length, in case it is one; a bound may be anything.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from fasterpy.records import Case, StdinCase

_CASES, _MOST_BYTES = 5, 400
_VALUES = (2, 3, 4, 5, 6, 7, 8, 9, 11, 16)
_HEAD = re.compile(rb"\A\d+(?=\n)")


def bounds(tree: ast.Module, cases: Sequence[Case], source: str) -> list[StdinCase]:
    """Variants of inputs with other numbers on the first line, where that bounds lengths and counts nothing."""
    if not _bounds_lengths(tree):
        return []
    base = [case.stdin for case in cases if isinstance(case, StdinCase) and len(case.stdin) < _MOST_BYTES]
    base = sorted((data for data in base if _HEAD.match(data)), key=len, reverse=True)
    found = [
        _HEAD.sub(b"%d" % value, data) for data in base[:: max(1, len(base) // _CASES)][:_CASES] for value in _VALUES
    ]
    return [StdinCase(stdin=data, source=source, size=len(data)) for data in dict.fromkeys(found)]


def _bounds_lengths(tree: ast.Module) -> bool:
    """Whether the first number that is read is used in nothing but comparisons with lengths."""
    first = next((node for node in tree.body if isinstance(node, ast.Assign) and _reads_number(node.value)), None)
    if first is None or len(first.targets) != 1 or not isinstance(first.targets[0], ast.Name):
        return False
    name = first.targets[0].id
    uses = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id == name and node is not first.targets[0]
    ]
    measured = {
        id(side)
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        for side in (node.left, *node.comparators)
        if isinstance(side, ast.Name) and any(_measures(other) for other in (node.left, *node.comparators))
    }
    return bool(uses) and all(id(use) in measured for use in uses)


def _measures(node: ast.expr) -> bool:
    """The length of something, also as a part of a sum."""
    return any(isinstance(part, ast.Call) and getattr(part.func, "id", "") == "len" for part in ast.walk(node))


def _reads_number(node: ast.expr) -> bool:
    if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "int" and node.args):
        return False
    read = node.args[0]
    while isinstance(read, ast.Call) and getattr(read.func, "attr", "") in ("strip", "rstrip"):
        read = read.func.value  # type: ignore[attr-defined]
    called = getattr(read, "func", None)
    return getattr(called, "id", getattr(called, "attr", "")) in ("input", "readline")
