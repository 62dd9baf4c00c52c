"""Sums over a moving part of a list, added up anew each time → differences of prefix sums."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.conditions import names_in, same, substituted, terms, text, total
from fasterpy.generate.rules.algorithms.look_through import named_slice
from fasterpy.generate.rules.algorithms.ranges import Bounds, bounds, within
from fasterpy.generate.rules.algorithms.scan import Aggregate, added, aggregates, home
from fasterpy.generate.rules.algorithms.slice_ends import exact_total, in_order, open_width, plain_ends
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bare, block, hang, insert_before, need, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class SliceSumToPrefix(Rule):
    """``sum(a[i:j])`` and ``s[i:j].count("x")`` in a loop."""

    name = "slice-sum-to-prefix"
    pattern = "prefix-sums"
    summary = "Take differences of prefix sums instead of adding up a slice in every round."
    gain = 5.0
    risk = Risk.LIKELY
    order = 16

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for call in scope.nodes(ast.Call):
            match call:
                case ast.Call(func=func, args=[items_given]) if (
                    module.is_builtin(func, "sum")
                    and isinstance(window := named_slice(module, items_given), ast.Subscript)
                    and isinstance(part := window.slice, ast.Slice)
                    and part.step is None
                ):
                    listed = window.value
                    items = module.source(listed)
                case ast.Call(
                    func=ast.Attribute(
                        attr="count", value=ast.Subscript(value=listed, slice=ast.Slice(step=None) as part)
                    ),
                    args=[ast.Constant() as letter],
                ) if module.kind(listed) != "str" or len(str(letter.value)) == 1:
                    items = f"[item == {module.source(letter)} for item in {module.source(listed)}]"
                case _:
                    continue
            place = home(module, call, [listed], ())
            if place is None or not movable(module, part, place):
                continue
            imports, accumulate = need(module, "itertools", "accumulate")
            sums = module.fresh("prefix")
            made = insert_before(module, place, f"{sums} = [*{accumulate}({items}, initial=0)]")
            for variant, more, found in ways(module, call, listed, part, sums):
                edits = (*imports, made, *more, replace(module, call, bare(module, call, found)))
                yield Rewrite(edits, at(call, f"prefix sums of {module.source(listed)}"), variant)


class SliceCountToPrefix(Rule):
    """``len([x for x in a[i:j] if x > limit])``, ``sum(f(x) for x in a[i:j])``: what is asked of an item stays so."""

    name = "slice-count-to-prefix"
    pattern = "prefix-sums"
    summary = "Take differences of prefix counts instead of looking through a slice in every round."
    gain = 5.0
    risk = Risk.LIKELY
    order = 16

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for scan in aggregates(module, scope):
            window = named_slice(module, scan.items)
            match window:
                case ast.Subscript(value=listed, slice=ast.Slice(step=None) as part) if isinstance(
                    scan.target, ast.Name
                ):
                    item = scan.target.id
                case _:
                    continue
            parts = [scan.value, *scan.conditions]
            place = home(module, scan.node, [listed, *parts], [item])
            if scan.kind == "any" or place is None or not movable(module, part, place) or not scan.conditions:
                if scan.kind != "sum" or place is None or text(scan.value) == item or not movable(module, part, place):
                    continue
            tests = " and ".join(f"({text(test)})" if len(parts) > 2 else text(test) for test in scan.conditions)
            value = f"{text(scan.value)} if {tests} else 0" if tests else text(scan.value)
            imports, accumulate = need(module, "itertools", "accumulate")
            sums = module.fresh("prefix")
            table = f"{sums} = [*{accumulate}([{value} for {item} in {module.source(listed)}], initial=0)]"
            made = insert_before(module, place, table)
            for variant, more, found in ways(module, scan.node, listed, part, sums):
                if isinstance(scan.node, ast.For):
                    edit = added(module, scan.node, scan.name, found.removeprefix("(").removesuffix(")"))
                    more, edit = [], above(module, scan.node, more, edit)
                else:
                    edit = replace(module, scan.node, bare(module, scan.node, found))
                note = at(scan.node, f"prefix counts of {module.source(listed)}")
                yield Rewrite((*imports, made, *more, edit), note, variant)


def movable(module: ParsedModule, part: ast.Slice, place: ast.stmt) -> bool:
    """Whether a slice has ends that can be places in a table, and one of them moves."""
    ends = [end for end in (part.lower, part.upper) if end is not None]
    plain = all(module.is_pure(end) and not isinstance(end, ast.UnaryOp) for end in ends)
    return bool(ends) and plain and moves(ends, place)


def taken(
    module: ParsedModule, node: ast.AST, listed: ast.expr, part: ast.Slice, sums: str
) -> Iterator[tuple[str, str]]:
    """The total of a slice from its table, by variant: with and without care for an end beyond the list."""
    low = f"{sums}[{module.source(part.lower)}]" if part.lower is not None else ""
    # A counter of a loop stays within the list that it was made for; any other end may lie beyond it.
    counted = part.upper is not None and within(module, node, part.upper, listed)
    counted = counted or (
        isinstance(part.upper, ast.Name)
        and any(part.upper.id in names_in(loop.target) for loop in module.loops(node) if isinstance(loop, ast.For))
    )
    for variant in ("", "clamped") if counted else ("clamped", ""):
        high = f"{sums}[-1]"
        if part.upper is not None:
            end = module.source(part.upper)
            high = f"{sums}[min({end}, len({sums}) - 1)]" if variant else f"{sums}[{end}]"
        yield variant, f"({high} - {low})" if low else high
        if part.upper is None:
            break


def ways(
    module: ParsedModule, node: ast.For | ast.Call, listed: ast.expr, part: ast.Slice, sums: str
) -> Iterator[tuple[str, list[Edit], str]]:
    """The total of a slice by variant, with edits that go before; one variant holds for all ends that a slice takes."""
    exact = None if plain_ends(module, node, listed, part) else exact_total(module, node, listed, part, sums)
    favourite = exact is not None and open_width(module, node, part)
    if exact is not None and favourite:
        yield "exact", *exact
    for variant, found in taken(module, node, listed, part, sums):
        yield variant, [], found
    if exact is not None and not favourite:
        yield "exact", *exact


def above(module: ParsedModule, loop: ast.For, more: list[Edit], edit: Edit) -> Edit:
    """One edit that puts new lines in front of what takes a loop's place."""
    lines = [line.strip() for one in more for line in one.text.splitlines()]
    return Edit(edit.start, edit.end, hang("\n".join([*lines, edit.text]), module.indent(loop)))


class WindowLoopToPrefix(Rule):
    """The same for loops over positions: ``for j in range(i, i + k): total += a[j]``, with conditions on ``a[j]``."""

    name = "window-loop-to-prefix"
    pattern = "prefix-sums"
    summary = "Take differences of prefix sums instead of looping over every window."
    gain = 5.0
    risk = Risk.LIKELY
    order = 17

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for scan in aggregates(module, scope):
            around = bounds(module, scan.items)
            if around is None or around.step != 1 or not isinstance(scan.target, ast.Name) or scan.kind == "any":
                continue
            yield from _window(module, scan, around, scan.target.id)


def _window(module: ParsedModule, scan: Aggregate, around: Bounds, name: str) -> Iterator[Rewrite]:
    index = indexed([scan.value, *scan.conditions], name)
    if index is None:
        return
    lists, shift = index
    parts = [scan.value, *scan.conditions]
    if shift is not None:
        parts = [unshifted(part, shift, name) for part in parts]
    place = home(module, scan.node, [*parts, lists], [name])
    if place is None or not moves([around.low, around.high, *([shift] if shift else [])], place):
        return
    tests = " and ".join(f"({text(part)})" if len(parts) > 2 else text(part) for part in parts[1:])
    value = text(parts[0])
    if not tests and value == f"{text(lists)}[{name}]":
        listed = text(lists)
    elif tests and scan.kind == "count":
        listed = f"[1 if {tests} else 0 for {name} in range(len({text(lists)}))]"
    elif tests:
        listed = f"[{value} if {tests} else 0 for {name} in range(len({text(lists)}))]"
    else:
        listed = f"[{value} for {name} in range(len({text(lists)}))]"
    imports, accumulate = need(module, "itertools", "accumulate")
    sums = module.fresh("prefix")
    offset = offset_of(shift, name)
    low, high = (total([(1, end), *offset]) for end in (around.low, around.high))
    zero = isinstance(low, ast.Constant) and low.value == 0
    found = f"{sums}[{text(high)}]" if zero else f"{sums}[{text(high)}] - {sums}[{text(low)}]"
    made = insert_before(module, place, f"{sums} = [*{accumulate}({listed}, initial=0)]")
    loop = scan.node
    ways = [("", found)]
    if open_width(module, loop, ast.Slice(low, high)) and not in_order(low, high):
        # A range whose ends are in the wrong order is empty, also where they lie outside the list.
        ways.insert(0, ("exact", f"({found} if {text(low)} < {text(high)} else 0)"))
    for variant, value in ways:
        if not isinstance(loop, ast.For):
            edit = replace(module, loop, value if zero and not variant else bare(module, loop, f"({value})"))
        elif variant:
            first, last = module.fresh("first"), module.fresh("last")
            lines = [f"{first} = {text(low)}", f"{last} = {text(high)}", f"if {first} < {last}:"]
            lines.append(block(module, f"{scan.name} += {sums}[{last}] - {sums}[{first}]"))
            edit = replace(module, loop, "\n".join(lines))
        else:
            edit = added(module, loop, scan.name, value)
        yield Rewrite((*imports, made, edit), at(loop, f"prefix sums of {text(lists)}"), variant)


def indexed(parts: list[ast.expr], name: str) -> tuple[ast.expr, ast.expr | None] | None:
    """A list that is indexed by the loop's variable, and the index when it is more than the bare variable.

    None when the variable occurs outside such an index, or in different ones.
    """
    found: list[ast.Subscript] = []
    for part in parts:
        found += [
            below
            for below in ast.walk(part)
            if isinstance(below, ast.Subscript) and not isinstance(below.slice, ast.Slice)
            if name in names_in(below.slice) and name not in names_in(below.value)
        ]
    if not found:
        return None
    index = found[0].slice
    if any(not same(other.slice, index) for other in found):
        return None
    used = sum(isinstance(below, ast.Name) and below.id == name for part in parts for below in ast.walk(part))
    if used != len(found):
        return None
    if isinstance(index, ast.Name):
        return found[0].value, None
    match index:
        case ast.BinOp(op=ast.Add() | ast.Sub()) if any(
            sign == 1 and isinstance(term, ast.Name) and term.id == name for sign, term in terms(index)
        ):
            return found[0].value, index
    return None


def offset_of(shift: ast.expr | None, name: str) -> list[tuple[int, ast.expr]]:
    if shift is None:
        return []
    return [(sign, term) for sign, term in terms(shift) if not (isinstance(term, ast.Name) and term.id == name)]


class _Index(ast.NodeTransformer):
    def __init__(self, shift: ast.expr, name: str) -> None:
        self.shift, self.name = ast.dump(shift), name

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        if ast.dump(node.slice) == self.shift:
            return ast.Subscript(node.value, ast.Name(self.name, ast.Load()), ast.Load())
        self.generic_visit(node)
        return node


def unshifted(node: ast.expr, shift: ast.expr, name: str) -> ast.expr:
    fresh: ast.expr = _Index(shift, name).visit(substituted(node, {}))
    return fresh


def moves(ends: list[ast.expr], place: ast.stmt) -> bool:
    """Whether a bound changes while the statement repeats (else the whole sum could go before it)."""
    return bool(set().union(*(names_in(end) for end in ends)) & mutated_names(place)[0])
