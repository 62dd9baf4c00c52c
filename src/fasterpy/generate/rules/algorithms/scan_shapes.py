"""Scans of a shape that other rules do not know are brought into one that they do."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule, free_names
from fasterpy.generate.rules.algorithms.conditions import conjuncts, names_in
from fasterpy.generate.rules.algorithms.scan import home, lives_on, plan
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class SplitScan(Rule):
    """Of two conditions in one scan each becomes a table of its own; two scans are needed for that."""

    name = "split-scan"
    pattern = "quadratic-join"
    summary = "Scan once per condition, so that each scan can become a look-up."
    gain = 1.0
    risk = Risk.LIKELY
    order = 15

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            if loop.orelse or len(loop.body) < 2 or not module.loops(loop) or not owns_line(module, loop):
                continue
            if not all(_counts(stmt, names_in(loop.target)) for stmt in loop.body) or lives_on(module, loop):
                continue
            if home(module, loop, [loop.iter], names_in(loop.target)) is None:
                continue
            if any(module.source(stmt).count("\n") != 1 for stmt in loop.body):
                continue  # longer ones may hold comments or texts of several lines
            head = f"for {module.source(loop.target)} in {module.source(loop.iter)}:"
            texts = [f"{head}\n{block(module, _flat(module, stmt))}" for stmt in loop.body]
            yield Rewrite((replace(module, loop, "\n".join(texts)),), at(loop, "one scan per condition"))


def _counts(stmt: ast.stmt, inner: set[str]) -> bool:
    """``if key == probe: total += value``."""
    match stmt:
        case ast.If(test=test, body=[ast.AugAssign(target=ast.Name(), op=ast.Add(), value=value)], orelse=[]):
            facts = plan(list(conjuncts(test)), inner)
            plain = isinstance(value, ast.Constant | ast.Name | ast.Subscript | ast.Attribute)
            return plain and len(facts.equal) == 1 and not facts.order and not facts.other
    return False


def _flat(module: ParsedModule, stmt: ast.stmt) -> str:
    """The statement of two lines with its second line indented by one unit."""
    first, second = module.source(stmt).split("\n")
    return f"{first}\n{module.indent_unit}{second.strip()}"


class FlattenScan(Rule):
    """Rows of rows are listed once; what looks for equal items in the list may become a table."""

    name = "flatten-scan"
    pattern = "quadratic-join"
    summary = "List all cells once, so that the scan over them can become a look-up."
    gain = 1.0
    risk = Risk.LIKELY
    order = 15

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            match loop:
                case ast.For(
                    target=ast.Name(id=row),
                    body=[ast.For(target=ast.Name(id=cell), iter=ast.Name(id=again), body=[test], orelse=[]) as inner],
                    orelse=[],
                ) if row == again and row not in free_names(test):
                    pass
                case _:
                    continue
            if not _counts(test, {cell}) or not owns_line(module, loop) or not owns_line(module, inner):
                continue
            if lives_on(module, loop) or lives_on(module, inner) or module.source(test).count("\n") != 1:
                continue
            place = home(module, loop, [loop.iter], {row, cell})
            if place is None:
                continue
            name = module.fresh("cells")
            made = f"{name} = [{cell} for {row} in {module.source(loop.iter)} for {cell} in {row}]"
            text = f"for {cell} in {name}:\n{block(module, _flat(module, test))}"
            yield Rewrite((insert_before(module, place, made), replace(module, loop, text)), at(loop, name))
