"""``for d in range(start, end): if 0 <= d < len(a): total += a[d]`` → the difference of two prefix sums."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, same, text, total
from fasterpy.generate.rules.algorithms.ranges import Bounds, bounds, offset_bounds
from fasterpy.generate.rules.algorithms.scan import Aggregate, aggregates, home
from fasterpy.generate.rules.algorithms.window_sum_to_prefix import indexed, moves, offset_of, unshifted
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bare, block, insert_before, need, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


@dataclass
class _Limits:
    """Conditions that only cut places off at either end, and all other ones."""

    lows: list[ast.expr] = field(default_factory=list)
    highs: list[ast.expr] = field(default_factory=list)
    rest: list[ast.expr] = field(default_factory=list)


class ClampedWindowToPrefix(Rule):
    """The places that pass are themselves a range, which may be empty."""

    name = "clamped-window-to-prefix"
    pattern = "clamped-windows"
    summary = "Take differences of prefix sums between clamped ends instead of testing every place of the window."
    gain = 5.0
    risk = Risk.LIKELY
    order = 15

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        tables: dict[tuple[ast.stmt, str], str] = {}
        for scan in aggregates(module, scope):
            around = bounds(module, scan.items)
            if around is None or around.step != 1 or not isinstance(scan.target, ast.Name) or scan.kind == "any":
                continue
            rewrite = _clamped(module, scan, around, scan.target.id, tables)
            if rewrite is not None:
                yield rewrite


def _clamped(
    module: ParsedModule, scan: Aggregate, around: Bounds, name: str, tables: dict[tuple[ast.stmt, str], str]
) -> Rewrite | None:
    index = indexed([scan.value], name) or indexed(_indexing(scan.conditions, name), name)
    if index is None:
        return None
    listed, shift = index
    limits = _limits(scan.conditions, shift if shift is not None else ast.Name(name, ast.Load()), name)
    parts = [scan.value, *limits.rest]
    again = indexed(parts, name)
    if again is None or not same(again[0], listed) or not (limits.lows or limits.highs):
        return None
    if (again[1] is None) != (shift is None) or (shift is not None and again[1] and not same(shift, again[1])):
        return None
    if shift is not None:
        parts = [unshifted(part, shift, name) for part in parts]
    offset = offset_of(shift, name)
    low, high = (total([(1, end), *offset]) for end in (around.low, around.high))
    # Before the first place a list would be read from its end.
    if not any(isinstance(end, ast.Constant) and _whole(end.value) for end in (low, *limits.lows)):
        return None
    ends = [low, high, *limits.lows, *limits.highs]
    place = home(module, scan.node, [*parts, listed], [name])
    if place is None or not all(map(module.is_pure, ends)) or not moves(ends, place):
        return None
    items = _items(parts, listed, name, scan.kind)
    imports, accumulate = need(module, "itertools", "accumulate")
    sums = tables.setdefault((place, items), "") or module.fresh("prefix")
    tables[place, items] = sums
    made = insert_before(module, place, f"{sums} = [*{accumulate}({items}, initial=0)]")
    begin, end = _outermost("max", low, limits.lows), _outermost("min", high, limits.highs)
    if isinstance(scan.node, ast.For):
        first, last = module.fresh("first"), module.fresh("last")
        lines = [f"{first} = {begin}", f"{last} = {end}", f"if {first} < {last}:"]
        lines.append(block(module, f"{scan.name} += {sums}[{last}] - {sums}[{first}]"))
        edit: Edit = replace(module, scan.node, "\n".join(lines))
    else:
        found = f"({sums}[{end}] - {sums}[{begin}] if {begin} < {end} else 0)"
        edit = replace(module, scan.node, bare(module, scan.node, found))
    return Rewrite((*imports, made, edit), at(scan.node, f"prefix sums of {text(listed)}"))


def _whole(value: object) -> bool:
    return type(value) is int and value >= 0


def _indexing(conditions: Sequence[ast.expr], name: str) -> list[ast.expr]:
    """Conditions on items: where only these say which list is meant."""
    return [test for test in conditions if any(isinstance(below, ast.Subscript) for below in ast.walk(test))]


def _limits(conditions: Sequence[ast.expr], place: ast.expr, name: str) -> _Limits:
    """Sort conditions; ``place`` is the index that they may limit."""
    found = _Limits()
    for test in conditions:
        match test:
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                turned = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE}
                kind: type[ast.cmpop] | None = type(op)
                if text(right) == text(place):
                    left, right, kind = right, left, turned.get(type(op))
                if text(left) == text(place) and kind in turned and name not in names_in(right):
                    if kind in (ast.Lt, ast.LtE):
                        found.highs.append(offset_bounds(right, int(kind is ast.LtE)))
                    else:
                        found.lows.append(offset_bounds(right, int(kind is ast.Gt)))
                    continue
        found.rest.append(test)
    return found


def _outermost(word: str, end: ast.expr, others: Sequence[ast.expr]) -> str:
    """``max(start, 0)``."""
    texts = list(dict.fromkeys(text(one) for one in (end, *others)))
    return f"{word}({', '.join(texts)})" if len(texts) > 1 else texts[0]


def _items(parts: Sequence[ast.expr], listed: ast.expr, name: str, kind: str) -> str:
    """What is added up, for every place of the list."""
    value = text(parts[0])
    tests = " and ".join(f"({text(part)})" if len(parts) > 2 else text(part) for part in parts[1:])
    if not tests and value == f"{text(listed)}[{name}]":
        return text(listed)
    value = f"{value} if {tests} else 0" if tests else value
    return f"[{value} for {name} in range(len({text(listed)}))]"
