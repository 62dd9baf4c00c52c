"""``s = [0] * 1000000`` of which a few cells are used → as many cells as the indices can reach."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, text
from fasterpy.generate.rules.algorithms.ranges import counters
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope

_LEAST = 1000
Reach = tuple[tuple[str, ...], int]
"""Sum of the named numbers plus a constant."""


class RightSizeTable(Rule):
    """Only where every use is an index made of counters, whole numbers known before, and constants."""

    name = "right-size-table"
    pattern = "oversized-table"
    summary = "Make a table as long as its indices reach instead of as long as any input could need."
    gain = 4.0
    risk = Risk.LIKELY
    order = 30

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Assign):
            match stmt:
                case ast.Assign(
                    targets=[ast.Name() as name],
                    value=ast.BinOp(left=ast.List(elts=[ast.Constant()]), op=ast.Mult(), right=size),
                ) if (_number(size) or 0) >= _LEAST:
                    reach = _reaches(module, stmt, name)
                    if reach:
                        yield Rewrite((replace(module, size, _length(reach)),), at(stmt, f"{name.id} is sized by use"))


def _number(node: ast.expr) -> int | None:
    """Value of an expression of whole numbers."""
    match node:
        case ast.Constant(value=bool()):
            return None
        case ast.Constant(value=int() as value):
            return value
        case ast.BinOp(left=left, op=op, right=right):
            a, b = _number(left), _number(right)
            if a is None or b is None:
                return None
            match op:
                case ast.Add():
                    return a + b
                case ast.Sub():
                    return a - b
                case ast.Mult():
                    return a * b
                case ast.Pow() if 0 <= b <= 40 and abs(a) <= 100:
                    return int(a**b)
    return None


def _reaches(module: ParsedModule, stmt: ast.Assign, name: ast.Name) -> list[Reach]:
    """The largest places that are used; empty when one of them is not known."""
    around = module.scope_of(name)
    if len(around.bindings.get(name.id, [])) != 1:
        return []
    found: dict[tuple[str, ...], int] = {}
    for use in module.uses(name):
        if use is name:
            continue
        above = module.parent(use)
        if not (isinstance(above, ast.Subscript) and above.value is use) or isinstance(above.slice, ast.Slice):
            return []
        high = _most(module, stmt, above.slice, above)
        if high is None or _least(module, above.slice, above) < 0:
            return []
        found[high[0]] = max(high[1], found.get(high[0], high[1]))
    return sorted(found.items(), key=lambda item: (len(item[0]), item))


def _most(module: ParsedModule, stmt: ast.stmt, node: ast.expr, place: ast.AST) -> Reach | None:
    """The largest value of an index."""
    number = _number(node)
    if number is not None:
        return (), number
    match node:
        case ast.Name(id=word):
            for name, around in counters(module, place):
                if name == word:
                    high = _most(module, stmt, around.high, place)
                    return None if high is None else (high[0], high[1] - 1)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            a, b = _most(module, stmt, left, place), _most(module, stmt, right, place)
            return None if a is None or b is None else (tuple(sorted(a[0] + b[0])), a[1] + b[1])
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            a, less = _most(module, stmt, left, place), _number(right)
            return None if a is None or less is None else (a[0], a[1] - less)
    if any(
        not isinstance(part, ast.Name | ast.BinOp | ast.Constant | ast.operator | ast.Load) for part in ast.walk(node)
    ):
        return None
    if not all(_known(module, stmt, part) for part in ast.walk(node) if isinstance(part, ast.Name)):
        return None
    return ((text(node) if isinstance(node, ast.Name) else f"({text(node)})",), 0) if names_in(node) else None


def _known(module: ParsedModule, stmt: ast.stmt, name: ast.Name) -> bool:
    """Bound once, before the table is made; what indices and ranges are made of is a whole number."""
    bound = module.scope_of(stmt).bindings.get(name.id, [])
    if len(bound) != 1 or module.function(name) is not module.function(stmt):
        return False
    return module.kind(name) in ("int", "") and int(getattr(bound[0], "lineno", 10**9)) < stmt.lineno


def _least(module: ParsedModule, node: ast.expr, place: ast.AST) -> int:
    """A lower bound of an index, taking the numbers that are read as not negative."""
    number = _number(node)
    if number is not None:
        return number
    match node:
        case ast.Name(id=word):
            for name, around in counters(module, place):
                if name == word:
                    return _least(module, around.low, place)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _least(module, left, place) + _least(module, right, place)
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return _least(module, left, place) - (_number(right) or 0)
    return 0


def _length(reach: list[Reach]) -> str:
    texts = []
    for names, offset in reach:
        offset += 1
        words = " + ".join(names)
        sign = f" {'+' if offset > 0 else '-'} {abs(offset)}" if offset else ""
        texts.append(f"{words}{sign}" if words else str(offset))
    if len(texts) > 1:
        return f"max({', '.join(texts)})"
    return texts[0] if texts[0].isidentifier() or texts[0].isdigit() else f"({texts[0]})"
