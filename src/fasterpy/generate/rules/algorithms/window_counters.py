"""Several counters over every window, counted anew each time → differences of prefix counts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.look_through import named_slice
from fasterpy.generate.rules.algorithms.scan import home
from fasterpy.generate.rules.algorithms.window_sum_to_prefix import movable, taken
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, need, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


@dataclass(frozen=True)
class _Counter:
    """``if test: name += step``; without a test it counts all items."""

    name: str
    test: ast.expr | None
    step: int


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
            counters = _counters(loop)
            window = named_slice(module, loop.iter)
            if len(counters) < 2 or not isinstance(window, ast.Subscript) or not isinstance(loop.target, ast.Name):
                continue
            part = window.slice
            if not isinstance(part, ast.Slice) or part.step is not None or not owns_line(module, loop):
                continue
            tests = [counter.test for counter in counters if counter.test is not None]
            place = home(module, loop, [window.value, *tests], [loop.target.id])
            if place is None or place is loop or not movable(module, part, place):
                continue
            if not all(module.is_pure(test) for test in tests):
                continue
            yield from _rewrites(module, loop, counters, window.value, part, place)


def _rewrites(
    module: ParsedModule,
    loop: ast.For,
    counters: list[_Counter],
    listed: ast.expr,
    part: ast.Slice,
    place: ast.stmt,
) -> Iterator[Rewrite]:
    imports, accumulate = need(module, "itertools", "accumulate")
    item, items = module.source(loop.target), module.source(listed)
    tables, found = [], {}
    for counter in counters:
        sums = module.fresh(f"{counter.name}_before")
        value = str(counter.step)
        if counter.test is not None:
            value = f"{counter.step} if {module.source(counter.test)} else 0"
        tables.append(f"{sums} = [*{accumulate}([{value} for {item} in {items}], initial=0)]")
        found[counter.name] = dict(taken(module, loop, listed, part, sums))
    for variant in next(iter(found.values())):
        lines = [f"{name} += {texts[variant][1:-1]}" for name, texts in found.items()]
        if not all(texts[variant].startswith("(") for texts in found.values()):
            lines = [f"{name} += {texts[variant]}" for name, texts in found.items()]
        made = insert_before(module, place, "\n".join(tables))
        edit = replace(module, loop, "\n".join(lines))
        yield Rewrite((*imports, made, edit), at(loop, f"prefix counts of {items}"), variant)


def _counters(loop: ast.For) -> list[_Counter]:
    """What each statement of the body counts, under different names; empty where one does anything else."""
    found: list[_Counter] = []
    for stmt in loop.body:
        test = None
        if isinstance(stmt, ast.If) and not stmt.orelse and len(stmt.body) == 1:
            test, stmt = stmt.test, stmt.body[0]
        match stmt:
            case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=ast.Constant(value=int() as step)):
                found.append(_Counter(name, test, step))
            case _:
                return []
    names = {counter.name for counter in found}
    tested = {
        below.id
        for counter in found
        if counter.test is not None
        for below in ast.walk(counter.test)
        if isinstance(below, ast.Name)
    }
    return found if len(names) == len(found) and not names & tested and not loop.orelse else []
