"""Counting and adding up numbers of a range → arithmetic."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, terms, text, total
from fasterpy.generate.rules.algorithms.heads import Head, linear, remainder
from fasterpy.generate.rules.algorithms.ranges import Bounds, bounds
from fasterpy.generate.rules.algorithms.scan import Aggregate, added, aggregates
from fasterpy.generate.rules.algorithms.tighten_range import both, first_of, limit
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bare, block, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_LARGEST_PERIOD = 2000


class RangeAggregateToFormula(Rule):
    """The numbers that pass congruences and bounds form a range: its length and its sum are known."""

    name = "range-aggregate-to-formula"
    pattern = "arithmetic-series"
    summary = "Compute the count or the sum over the range by arithmetic."
    gain = 10.0
    risk = Risk.LIKELY
    order = 14

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for scan in aggregates(module, scope):
            around = bounds(module, scan.items)
            if around is None or not isinstance(scan.target, ast.Name) or scan.kind == "any" or _bound(module, scan):
                continue
            value = _linear(module, scan, scan.target.id)
            if value is None:
                continue
            edits = _simple(module, scan, around, value) or _periodic(module, scan, around, value)
            if edits:
                yield Rewrite(tuple(edits), at(scan.node, "by arithmetic"))
        for call in scope.nodes(ast.Call):
            if not module.is_builtin(call.func, "sum") or len(call.args) != 1 or call.keywords:
                continue
            inside = any(isinstance(above, ast.ListComp | ast.GeneratorExp) for above in module.ancestors(call))
            if bounds(module, call.args[0]) and owns_line(module, module.statement(call)) and not inside:
                name = module.fresh("numbers")
                made = insert_before(module, module.statement(call), f"{name} = {module.source(call.args[0])}")
                found = bare(module, call, f"({_series(name)} if {name} else 0)")
                yield Rewrite((made, replace(module, call, found)), at(call, "arithmetic series"))


def _bound(module: ParsedModule, scan: Aggregate) -> bool:
    """An expression inside a comprehension or lambda cannot have statements put before it."""
    stmt = module.statement(scan.node)
    if not owns_line(module, stmt) or isinstance(stmt, ast.While):
        return True
    if isinstance(scan.node, ast.For):
        return False
    for above in module.ancestors(scan.node):
        if above is stmt:
            return False
        if isinstance(above, ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp | ast.Lambda):
            return True
    return False


def _linear(module: ParsedModule, scan: Aggregate, name: str) -> tuple[ast.expr | None, ast.expr] | None:
    """Factor of the number and constant part of what is added; None when it is neither constant nor linear."""
    if module.kind(scan.value) in ("float", "str", "list", "tuple") or not module.is_pure(scan.value):
        return None
    if name not in names_in(scan.value):
        return None, scan.value
    if any(isinstance(below, ast.Div) for below in ast.walk(scan.value)):
        return None
    found = linear(scan.value, ast.Constant(0), name)
    if found is None:
        return None
    factor, rest = found
    return factor, total([(-sign, term) for sign, term in terms(rest)])


def _simple(
    module: ParsedModule, scan: Aggregate, around: Bounds, value: tuple[ast.expr | None, ast.expr]
) -> list[Edit]:
    """One congruence at most, and bounds."""
    assert isinstance(scan.target, ast.Name)
    name = scan.target.id
    changed = frozenset({scan.name} if scan.name else ())
    head = Head(scan.node, name, scan.items, around, scan.conditions, module.statement(scan.node), changed)  # type: ignore[arg-type]
    low, high, step = around.low, around.high, ast.Constant(around.step)
    outer: list[ast.expr] = []
    edits: list[Edit] = []
    congruence: tuple[ast.expr, ast.expr, ast.expr] | None = None
    for test in scan.conditions:
        if not module.is_pure(test):
            return []
        parts = remainder(test)
        if name not in names_in(test):
            outer.append(test)
        elif around.step != 1:
            return []
        elif parts is not None and congruence is None:
            shift = linear(parts[0], ast.Constant(0), name)
            if shift is None or not (isinstance(shift[0], ast.Constant) and shift[0].value == 1):
                return []
            if not all(head.fixed(node) for node in (parts[1], parts[2], shift[1])):
                return []
            congruence = (parts[1], parts[2], shift[1])
        else:
            found = limit(module, head, test, constants=True)
            if found is None:
                return []
            edits += found[0]
            low, high = (low, both("min", high, found[2])) if found[1] else (both("max", low, found[2]), high)
    arguments = [low, high, step]
    if congruence is not None:
        k, r, rest = congruence
        match r, k:
            case ast.Constant(value=int() as rest_value), ast.Constant(value=int() as width) if (
                not 0 <= rest_value < width
            ):
                return []
        arguments = [first_of(low, k, r, rest), high, k]
    elif around.step == 1:
        arguments = [high] if isinstance(low, ast.Constant) and low.value == 0 else [low, high]
    numbers = f"range({', '.join(text(arg) for arg in arguments)})"
    factor, constant = value
    if factor is None:
        found_text = _times(constant, f"len({numbers})")
        return [*edits, _put(module, scan, found_text, outer)]
    table = module.fresh("numbers")
    edits.append(insert_before(module, _anchor(module, scan), f"{table} = {numbers}"))
    found_text = _combined(factor, constant, _series(table), f"len({table})")
    return [*edits, _put(module, scan, f"{found_text} if {table} else 0", outer)]


def _periodic(
    module: ParsedModule, scan: Aggregate, around: Bounds, value: tuple[ast.expr | None, ast.expr]
) -> list[Edit]:
    """Any condition on remainders by constants: it repeats with their least common multiple."""
    assert isinstance(scan.target, ast.Name)
    name = scan.target.id
    period = 1
    if around.step != 1 or not scan.conditions:
        return []
    for test in scan.conditions:
        found = _period(test, name)
        if not found:
            return []
        period = math.lcm(period, found)
    if not 1 < period <= _LARGEST_PERIOD:
        return []
    tests = " and ".join(f"({text(test)})" if len(scan.conditions) > 1 else text(test) for test in scan.conditions)
    table = module.fresh("classes")
    low = text(around.low)
    first = f"{low} + ({name} - ({low})) % {period}" if low != "0" else name
    made = f"{table} = [range({first}, {text(around.high)}, {period}) for {name} in range({period}) if {tests}]"
    factor, constant = value
    one = module.fresh("numbers")
    if factor is None:
        found_text = f"sum([len({one}) for {one} in {table}])"
        found_text = found_text if text(constant) == "1" else f"({text(constant)}) * {found_text}"
    else:
        inner = _combined(factor, constant, _series(one), f"len({one})")
        found_text = f"sum([{inner} for {one} in {table} if {one}])"
    return [insert_before(module, _anchor(module, scan), made), _put(module, scan, found_text, [])]


def _period(node: ast.expr, name: str) -> int:
    """The period in ``name`` of a condition made of ``name % constant``; 0 when it uses the name in any other way."""
    match node:
        case ast.BinOp(left=ast.Name(id=word), op=ast.Mod(), right=ast.Constant(value=int() as k)) if word == name:
            return k
        case ast.Name(id=word):
            return 0
        case ast.Constant():
            return 1
    if not isinstance(node, ast.BoolOp | ast.Compare | ast.UnaryOp | ast.BinOp):
        return 0
    found = [_period(child, name) for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
    return math.lcm(*found) if all(part > 0 for part in found) else 0


def _series(name: str) -> str:
    return f"({name}[0] + {name}[-1]) * len({name}) // 2"


def _times(constant: ast.expr, count: str) -> str:
    if isinstance(constant, ast.Constant) and constant.value == 1:
        return count
    word = text(constant)
    return f"{word} * {count}" if isinstance(constant, ast.Name | ast.Constant) else f"({word}) * {count}"


def _combined(factor: ast.expr, constant: ast.expr, series: str, count: str) -> str:
    one = isinstance(factor, ast.Constant) and factor.value == 1
    result = series if one else f"({text(factor)}) * ({series})"
    zero = isinstance(constant, ast.Constant) and constant.value == 0
    return result if zero else f"{result} + ({text(constant)}) * {count}"


def _anchor(module: ParsedModule, scan: Aggregate) -> ast.stmt:
    """Where lines for the scan go: above the start value too, which may be replaced together with the loop."""
    stmt = module.statement(scan.node)
    before = module.previous(stmt) if isinstance(scan.node, ast.For) else None
    match before:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant()) if name == scan.name:
            return before if owns_line(module, before) else stmt
    return stmt


def _put(module: ParsedModule, scan: Aggregate, found: str, outer: list[ast.expr]) -> Edit:
    tests = " and ".join(f"({text(test)})" for test in outer)
    if isinstance(scan.node, ast.For):
        if not tests:
            return added(module, scan.node, scan.name, found)
        line = f"{scan.name} += {found}"
        return replace(module, scan.node, f"if {tests}:\n{block(module, line)}")
    whole = f"(({found}) if {tests} else 0)" if tests else f"({found})"
    return replace(module, scan.node, bare(module, scan.node, whole))
