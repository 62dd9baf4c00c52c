"""Several counters and sums over every window, added up anew each time → differences of prefix sums."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import conjuncts, names_in, negated, text
from fasterpy.generate.rules.algorithms.look_through import named_slice
from fasterpy.generate.rules.algorithms.ranges import bounds
from fasterpy.generate.rules.algorithms.scan import home, lives_on
from fasterpy.generate.rules.algorithms.slice_ends import exact_ends, in_order, not_negative, open_width, plain_ends
from fasterpy.generate.rules.algorithms.window_sum_to_prefix import indexed, movable, moves, taken
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_before, need, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


@dataclass(frozen=True)
class _Counter:
    """``if test: name += value``; without a test it takes all items."""

    name: str
    value: ast.expr
    tests: tuple[ast.expr, ...]

    def item(self) -> str:
        """What one item of the list adds."""
        tests = " and ".join(f"({text(test)})" if len(self.tests) > 1 else text(test) for test in self.tests)
        return f"{text(self.value)} if {tests} else 0" if tests else text(self.value)


class WindowCountersToPrefix(Rule):
    """``for base in text[i : i + w]: if base in "GC": gc += 1; if base != "N": called += 1``."""

    name = "window-counters-to-prefix"
    pattern = "prefix-sums"
    summary = "Take differences of prefix counts instead of counting through every window."
    gain = 5.0
    risk = Risk.LIKELY
    order = 16

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            counters = _counters(module, loop)
            if len(counters) < 2 or not isinstance(loop.target, ast.Name):
                continue
            if not owns_line(module, loop) or lives_on(module, loop):
                continue
            window = named_slice(module, loop.iter)
            parts = [part for counter in counters for part in (counter.value, *counter.tests)]
            if isinstance(window, ast.Subscript) and isinstance(window.slice, ast.Slice):
                part = window.slice
                place = home(module, loop, [window.value, *parts], [loop.target.id])
                if place is None or place is loop or part.step is not None or not movable(module, part, place):
                    continue
                yield from _slices(module, loop, counters, window.value, part, place)
            else:
                yield from _ranges(module, loop, counters, parts)


def _slices(
    module: ParsedModule,
    loop: ast.For,
    counters: list[_Counter],
    listed: ast.expr,
    part: ast.Slice,
    place: ast.stmt,
) -> Iterator[Rewrite]:
    imports, accumulate = need(module, "itertools", "accumulate")
    item, items = module.source(loop.target), module.source(listed)
    names = [module.fresh(f"{counter.name}_before") for counter in counters]
    tables = [
        f"{sums} = [*{accumulate}([{counter.item()} for {item} in {items}], initial=0)]"
        for sums, counter in zip(names, counters, strict=True)
    ]
    made = insert_before(module, place, "\n".join(tables))
    found = [dict(taken(module, loop, listed, part, sums)) for sums in names]
    ways = {variant: ("", [texts[variant] for texts in found]) for variant in found[0]}
    if not plain_ends(module, loop, listed, part):
        ends = exact_ends(module, loop, listed, part)
        exact = {"exact": (ends.lines, [ends.total(sums) for sums in names])}
        ways = exact | ways if open_width(module, loop, part) else ways | exact
    for variant, (first, totals) in ways.items():
        lines = [first] if first else []
        for counter, total in zip(counters, totals, strict=True):
            lines.append(f"{counter.name} += {total.removeprefix('(').removesuffix(')')}")
        edit = replace(module, loop, "\n".join(lines))
        yield Rewrite((*imports, made, edit), at(loop, f"prefix counts of {items}"), variant)


def _ranges(module: ParsedModule, loop: ast.For, counters: list[_Counter], parts: list[ast.expr]) -> Iterator[Rewrite]:
    """The same over places: ``for j in range(low, high)``, where only ``a[j]`` is asked for."""
    around = bounds(module, loop.iter)
    assert isinstance(loop.target, ast.Name)
    place_name = loop.target.id
    index = indexed([part for part in parts if not isinstance(part, ast.Constant)], place_name)
    if around is None or around.step != 1 or index is None or index[1] is not None:
        return
    listed = index[0]
    low, high = around.low, around.high
    place = home(module, loop, [*parts, listed], [place_name])
    if place is None or place is loop or not moves([low, high], place):
        return
    if not module.is_pure(low) or not module.is_pure(high):
        return
    imports, accumulate = need(module, "itertools", "accumulate")
    items = f"range(len({text(listed)}))"
    first, last = text(low), text(high)
    lines: list[str] = []
    ordered = in_order(low, high) or (text(low) == "0" and not_negative(module, loop, high))
    if not isinstance(low, ast.Name | ast.Constant):
        lines.append(f"{(name := module.fresh('first'))} = {first}")
        first = name
    if not isinstance(high, ast.Name | ast.Constant):
        lines.append(f"{(name := module.fresh('last'))} = {last}")
        last = name
    tables, added = [], []
    for counter in counters:
        sums = module.fresh(f"{counter.name}_before")
        tables.append(f"{sums} = [*{accumulate}([{counter.item()} for {place_name} in {items}], initial=0)]")
        added.append(f"{counter.name} += {sums}[{last}]" + (f" - {sums}[{first}]" if first != "0" else ""))
    # A range whose ends are in the wrong order is empty, also where they lie outside the list.
    lines += added if ordered else [f"if {first} < {last}:", *(block(module, line) for line in added)]
    edits = (*imports, insert_before(module, place, "\n".join(tables)), replace(module, loop, "\n".join(lines)))
    yield Rewrite(edits, at(loop, f"prefix counts of {text(listed)}"))


def _counters(module: ParsedModule, loop: ast.For) -> list[_Counter]:
    """What each statement of the body adds up, under different names; empty where one does anything else."""
    found: list[_Counter] = []
    if loop.orelse or not _collect(module, loop.body, (), found):
        return []
    names = {counter.name for counter in found}
    read = {name for counter in found for part in (counter.value, *counter.tests) for name in names_in(part)}
    return found if len(names) == len(found) and not names & (read | names_in(loop.iter)) else []


def _collect(
    module: ParsedModule, body: Sequence[ast.stmt], tests: tuple[ast.expr, ...], found: list[_Counter]
) -> bool:
    for stmt in body:
        match stmt:
            case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value):
                if not module.is_pure(value) or module.kind(value) in ("str", "list", "tuple"):
                    return False
                found.append(_Counter(name, value, tests))
            case ast.If(test=test, body=[ast.Continue()], orelse=[]) if module.is_pure(test):
                tests = (*tests, *_unless(test))
            case ast.If(test=test, body=inner, orelse=other) if module.is_pure(test):
                if not _collect(module, inner, (*tests, *conjuncts(test)), found):
                    return False
                if other and not _collect(module, other, (*tests, *_unless(test)), found):
                    return False
            case _:
                return False
    return True


def _unless(test: ast.expr) -> list[ast.expr]:
    """What holds when a test does not; a comparison stays as it is, since nan is neither less nor more."""
    ordering = ast.Lt | ast.LtE | ast.Gt | ast.GtE
    if any(isinstance(op, ordering) for below in ast.walk(test) if isinstance(below, ast.Compare) for op in below.ops):
        return [ast.UnaryOp(ast.Not(), test)]
    return negated(test)
