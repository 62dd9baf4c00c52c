"""Lines that begin with a command: the same name in all of them, and one name in two places of a line.

Inputs are made column by column, so names that several lines share are rare, and where a column is a number for one
command it is never a name for another (``deposit ann 5``, ``transfer ann bob 5``).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from fasterpy.records import Case, StdinCase

_CASES, _MOST, _MOST_BYTES = 8, 48, 600
Rows = list[list[str]]


def commands(tree: ast.Module) -> frozenset[str]:
    """Texts without spaces that the program compares something with; none where it is a single one."""
    found: set[str] = set()
    for node in ast.walk(tree):
        values: list[ast.expr] = []
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.In):
            sides = [node.left, *node.comparators]
            values = [part for side in sides for part in (side.elts if isinstance(side, ast.Tuple) else [side])]
        elif isinstance(node, ast.MatchValue):
            values = [node.value]
        for value in values:
            if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value.isalnum():
                found.add(value.value)
    return frozenset(found) if len(found) > 1 else frozenset()


def more_of_one_name(tree: ast.Module, cases: Sequence[Case], source: str) -> list[StdinCase]:
    """Variants of inputs whose lines begin with commands. They may break the format; the original will tell."""
    known = commands(tree)
    base = [case for case in cases if isinstance(case, StdinCase) and len(case.stdin) < _MOST_BYTES] if known else []
    found: dict[bytes, None] = {}
    for case in sorted(base, key=lambda case: -sum(map(case.stdin.count, map(str.encode, known))))[:_CASES]:
        rows = [line.split() for line in case.stdin.decode("utf-8", "replace").split("\n")]
        for variant in _variants(rows, known):
            found["\n".join(map(" ".join, variant)).encode()] = None
    return [StdinCase(stdin=data, source=source, size=len(data)) for data in list(found)[:_MOST]]


def _variants(rows: Rows, known: frozenset[str]) -> Iterator[Rows]:
    told = [row for row in rows if len(row) > 1 and row[0] in known]
    if len(told) < 2:
        return
    name = next((row[1] for row in told if not row[1].lstrip("-").isdigit()), told[0][1])
    same = [[row[0], name, *row[2:]] if row in told else row for row in rows]
    yield same
    for command in sorted({row[0] for row in told if len(row) > 2}):
        for lines in (same, rows):
            yield [
                [row[0], row[1], row[1], *row[3:]] if row[:1] == [command] and len(row) > 2 else row for row in lines
            ]
