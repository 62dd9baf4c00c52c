"""The last row of a sorted table up to a value, looked for from its start in every round → binary search."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import SIGNS, Split, names_in, split, text
from fasterpy.generate.rules.algorithms.scan import home, lives_on, pure
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_before, need, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope

_SEARCH = {ast.LtE: "bisect_right", ast.Lt: "bisect_left", ast.GtE: "bisect_left", ast.Gt: "bisect_right"}
"""By how the key of a row compares to the value: before that place all keys are below it."""
_STOPS = {ast.Gt: ast.LtE, ast.GtE: ast.Lt}


@dataclass(frozen=True)
class Scan:
    """``for row in rows: if key(row) <= value: …``."""

    loop: ast.For
    test: Split
    body: Sequence[ast.stmt]
    """What is done with the row that counts."""
    last: bool
    """The last row that passes counts, else the first one."""


class LastMatchToBisect(Rule):
    """Rates by date, brackets, versions. Tables out of order are scanned as before: whether one is in order is seen
    once per table."""

    name = "last-match-to-bisect"
    pattern = "bisect-on-sorted"
    summary = "Find the row by binary search where the table is in order, instead of going through it every time."
    gain = 4.0
    risk = Risk.LIKELY
    order = 16

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            scan = _scan(module, loop)
            if scan is None or not pure(module, loop.iter):
                continue
            rewrite = _searched(module, scan)
            if rewrite is not None:
                yield rewrite


def _scan(module: ParsedModule, loop: ast.For) -> Scan | None:
    if loop.orelse or not module.loops(loop) or not owns_line(module, loop) or lives_on(module, loop):
        return None
    stops = False
    last = True
    match loop.body:
        case [ast.If(test=test, body=[ast.Break()], orelse=[]), *body] if body:
            stops = True
        case [ast.If(test=test, body=body, orelse=[ast.Break()])]:
            pass
        case [ast.If(test=test, body=[*body, ast.Break()], orelse=[])] if body:
            last = False
        case [ast.If(test=test, body=body, orelse=[])]:
            pass
        case _:
            return None
    inner = names_in(loop.target)
    found = split(test, inner)
    if found is None or found.op not in _SEARCH or names_in(found.key) - inner or not module.is_pure(found.probe):
        return None
    if stops:
        if found.op not in _STOPS:
            return None
        found = Split(found.key, _STOPS[found.op], found.probe)
    rising = found.op in (ast.LtE, ast.Lt)
    # Up to a value the last row counts, from a value on the first one: only these two are at the border.
    if rising != last or not _assigns(module, body, inner, found):
        return None
    return Scan(loop, found, body, last)


def _assigns(module: ParsedModule, body: Sequence[ast.stmt], inner: set[str], test: Split) -> bool:
    """Whether the body only gives names values that the row decides, so that earlier rows leave no trace."""
    for stmt in body:
        match stmt:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if module.is_pure(value):
                if name in inner or name in names_in(test.probe) or names_in(value) & _bound(body):
                    return False
            case _:
                return False
    return True


def _bound(body: Sequence[ast.stmt]) -> set[str]:
    return {target.id for stmt in body if isinstance(stmt, ast.Assign) for target in stmt.targets
            if isinstance(target, ast.Name)}  # fmt: skip


def _tables(module: ParsedModule, rows: ast.expr) -> tuple[ast.expr, ast.expr | None] | None:
    """Where the rows come from: ``(rows, None)``, or ``(tables, key)`` of ``tables[key]``, ``tables.get(key, …)``."""
    match rows:
        case ast.Name() | ast.Attribute():
            return rows, None
        case ast.Subscript(value=ast.Name() | ast.Attribute() as tables, slice=key) if not isinstance(key, ast.Slice):
            return tables, key
        case ast.Call(func=ast.Attribute(attr="get", value=ast.Name() | ast.Attribute() as tables), args=[key, *_]):
            return tables, key
    return None


def _searched(module: ParsedModule, scan: Scan) -> Rewrite | None:
    loop, test = scan.loop, scan.test
    given = _tables(module, loop.iter)
    place = home(module, loop, [given[0]], ()) if given is not None else None
    if given is None or place is None or place is loop:
        return None
    imports, bisect = need(module, "bisect", _SEARCH[test.op])
    rows, keys, ordered, spot = (module.fresh(word) for word in ("rows", "row_keys", "in_order", "spot"))
    target = module.source(loop.target)
    found = f"{rows}[{spot} - 1]" if scan.last else f"{rows}[{spot}]"
    some = f"{spot} and " if scan.last else f"{spot} < len({keys}) and "
    border = f"{keys}[{spot} - 1]" if scan.last else f"{keys}[{spot}]"
    listed = f"{keys} = [{text(test.key)} for {target} in {rows}]"
    rises = f"{ordered} = all(a <= b for a, b in zip({keys}, {keys}[1:]))"
    lines = [f"{rows} = {module.source(loop.iter)}"]
    if given[1] is None:
        before = f"{keys} = None"
        lines += [f"if {keys} is None:", block(module, listed, rises)]
    else:
        known, key = module.fresh("known_rows"), module.source(given[1])
        key = f"({key})" if isinstance(given[1], ast.Tuple) and not key.startswith("(") else key
        before = f"{known} = {{}}"
        lines += [
            f"if {key} not in {known}:",
            block(module, listed, rises, f"{known}[{key}] = {keys}, {ordered}"),
            f"{keys}, {ordered} = {known}[{key}]",
        ]
    lines += [
        f"if {ordered}:",
        block(module, f"{spot} = {bisect}({keys}, {module.source(test.probe)})"),
        block(module, f"if {some}{border} {SIGNS[test.op]} {module.source(test.probe)}:"),
        block(module, f"{target} = {found}", level=2),
        *(block(module, module.source(stmt), level=2) for stmt in scan.body),
        "else:",
        block(module, _again(module, scan, rows)),
    ]
    made = insert_before(module, place, before)
    return Rewrite((*imports, made, replace(module, loop, "\n".join(lines))), at(loop, "binary search"))


def _again(module: ParsedModule, scan: Scan, rows: str) -> str:
    """The loop as it was."""
    indent = module.indent(scan.loop)
    before = module.source(scan.loop)
    start = module.span(scan.loop)[0]
    low, high = module.span(scan.loop.iter)
    before = before[: low - start] + rows + before[high - start :]
    return "\n".join(line.removeprefix(indent) for line in before.split("\n"))
