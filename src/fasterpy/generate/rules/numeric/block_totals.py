"""``for y in range(…): for x in range(…): total += int(a[y, x])`` → the sum of a slice."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.conditions import names_in, same, substituted, text, total
from fasterpy.generate.rules.algorithms.ranges import Bounds, bounds, offset_from
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, need, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope

_TYPES = {"int": "int64", "float": "float64"}


class BlockTotals(Rule):
    """Sums in the widest type, so that small whole numbers do not run over; only arrays take ``a[y, x]``."""

    name = "array-block-totals"
    pattern = "totals-of-array-blocks"
    summary = "Add up or compare a block of an array at once instead of reading item by item."
    gain = 8.0
    risk = Risk.LIKELY
    order = 38

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        done: list[ast.For] = []
        for loop in scope.nodes(ast.For):
            if any(module.inside(loop, other) for other in done) or not owns_line(module, loop):
                continue
            rewrite = _rewrite(module, loop)
            if rewrite is not None:
                done.append(loop)
                yield rewrite


def _rewrite(module: ParsedModule, loop: ast.For) -> Rewrite | None:
    places: dict[str, Bounds] = {}
    inner = loop
    while True:
        around = bounds(module, inner.iter)
        if around is None or around.step != 1 or not isinstance(inner.target, ast.Name) or inner.orelse:
            return None
        if names_in(inner.iter) & places.keys() or lives_on(module, inner):
            return None
        places[inner.target.id] = around
        if len(inner.body) != 1 or not isinstance(inner.body[0], ast.For):
            break
        inner = inner.body[0]
    values: dict[str, ast.expr] = {}
    lines: list[str] = []
    imports, numpy = need(module, "numpy")
    part = "\0"  # named when all is known to fit
    found: ast.Subscript | None = None
    for stmt in inner.body:
        match stmt:
            case ast.Assign(targets=[ast.Name(id=name) as bound], value=value) if not lines and module.is_pure(value):
                if any(not module.inside(use, inner) for use in module.uses(bound)):
                    return None
                values[name] = substituted(value, values)
                continue
        kept = _accumulated(stmt, values)
        if kept is None:
            return None
        name, how, value = kept
        if how == "+" and isinstance(value, ast.Constant) and type(value.value) is int:
            lines.append(f"{name} += {part}.size" + (f" * {value.value}" if value.value != 1 else ""))
            continue
        item, kind = _item(module, value)
        if item is None or (found is not None and not same(found, item)):
            return None
        found = item
        if how == "+":
            summed = f"{part}.astype({numpy}.{_TYPES[kind]}).sum()" if kind else f"{part}.sum()"
            lines.append(f"{name} += {kind}({summed})" if kind else f"{name} += {summed}")
        else:
            extreme = f"{kind}({part}.{how}())" if kind else f"{part}.{how}()"
            lines += [f"if {part}.size:", block(module, f"{name} = {how}({name}, {extreme})")]
    block_ = _block(found, places) if found is not None else None
    rebound, mutated = mutated_names(loop)
    if found is None or block_ is None or names_in(found.value) & (rebound | mutated):
        return None
    if any(names_in(part_) & rebound for one in places.values() for part_ in (one.low, one.high)):
        return None
    whole = "\n".join([f"{part} = {block_}", *lines]).replace(part, module.fresh("part"))
    needed = imports if f"{numpy}." in whole else ()
    return Rewrite((*needed, replace(module, loop, whole)), at(loop, f"block of {text(found.value)} at once"))


def _accumulated(stmt: ast.stmt, values: dict[str, ast.expr]) -> tuple[str, str, ast.expr] | None:
    """What a statement adds to a name, or keeps the extreme of: name, ``+``, ``max`` or ``min``, and value."""
    match stmt:
        case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value):
            return name, "+", substituted(value, values)
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(
            func=ast.Name(id="max" | "min" as word), args=[ast.Name(id=again), value], keywords=[])
        ) if name == again:  # fmt: skip
            return name, word, substituted(value, values)
        case ast.If(
            test=ast.Compare(left=left, ops=[ast.Gt() | ast.Lt() as op], comparators=[ast.Name(id=old)]),
            body=[ast.Assign(targets=[ast.Name(id=name)], value=value)],
            orelse=[],
        ) if name == old and same(substituted(left, values), substituted(value, values)):
            return name, "max" if isinstance(op, ast.Gt) else "min", substituted(value, values)
    return None


def _item(module: ParsedModule, value: ast.expr) -> tuple[ast.Subscript | None, str]:
    """``a[y, x]`` and the type that it is made, of ``int(a[y, x])``."""
    kind = ""
    match value:
        case ast.Call(func=ast.Name(id="int" | "float" as kind), args=[value], keywords=[]):
            pass
    match value:
        case ast.Subscript(value=array, slice=ast.Tuple()) if module.is_pure(array):
            return value, kind
    return None, kind


def _block(item: ast.Subscript, places: dict[str, Bounds]) -> str | None:
    """The slice over all places: ``a[top:bottom, left:right]``."""
    assert isinstance(item.slice, ast.Tuple)
    used: list[str] = []
    parts: list[str] = []
    for index in item.slice.elts:
        names = names_in(index) & places.keys()
        if not names:
            if isinstance(index, ast.Slice):
                return None
            parts.append(text(index))
            continue
        name = next(iter(names))
        shift = _shift(index, name)
        if len(names) > 1 or shift is None:
            return None
        used.append(name)
        low, high = (total([(1, end), *shift]) for end in (places[name].low, places[name].high))
        zero = isinstance(low, ast.Constant) and low.value == 0
        parts.append(f":{text(high)}" if zero else f"{text(low)} : {text(high)}")
    if sorted(used) != sorted(places) or names_in(item.value) & places.keys():
        return None
    return f"{text(item.value)}[{', '.join(parts)}]"


def _shift(index: ast.expr, name: str) -> list[tuple[int, ast.expr]] | None:
    """The terms of ``index - name``."""
    if isinstance(index, ast.Name):
        return []
    offset = offset_from(index, name)
    if offset is not None:
        return [(1, ast.Constant(offset))]
    match index:
        case ast.BinOp(left=ast.Name(id=word), op=ast.Add() | ast.Sub() as op, right=other) if word == name:
            return [(1 if isinstance(op, ast.Add) else -1, other)] if name not in names_in(other) else None
        case ast.BinOp(left=other, op=ast.Add(), right=ast.Name(id=word)) if word == name:
            return [(1, other)] if name not in names_in(other) else None
    return None
