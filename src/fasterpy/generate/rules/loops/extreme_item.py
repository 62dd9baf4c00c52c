"""``best = items[0]`` and a loop that keeps the item with the larger field → ``max(items, key=…)``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, substituted, text
from fasterpy.generate.rules.algorithms.scan import lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bound_value, owns_line, replace_range
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class ExtremeItem(Rule):
    """Other rules know min() and max() by a key; of equal items both keep the first."""

    name = "extreme-item-to-builtin"
    pattern = "running-extreme"
    summary = "Take max() or min() by a key instead of comparing the items in a loop."
    gain = 1.3
    risk = Risk.LIKELY
    order = 14

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            before = module.previous(loop)
            bound = bound_value(before)
            if bound is None or before is None or not owns_line(module, loop) or not owns_line(module, before):
                continue
            found = _kept(loop, bound[0].id, module.source(bound[1]))
            if found is None or lives_on(module, loop) or loop.orelse:
                continue
            word, key = found
            items, name = module.source(loop.iter), bound[0].id
            by = f", key=lambda {text(loop.target)}: {key}"
            edit = replace_range(module, before, loop, f"{name} = {word}({items}{by})")
            yield Rewrite((edit,), at(loop, f"{word} by {key}"))


def _kept(loop: ast.For, best: str, start: str) -> tuple[str, str] | None:
    """The builtin and the key of ``for x in items: if x.k > best.k: best = x``."""
    match loop:
        case ast.For(
            target=ast.Name(id=item),
            iter=ast.Name(id=items),
            body=[ast.If(test=test, body=[ast.Assign(targets=[ast.Name(id=kept)], value=value)]) as branch],
        ) if kept == best != item and text(value) == item and not branch.orelse:
            pass
        case _:
            return None
    if start != f"{items}[0]":
        return None
    match test:
        case ast.Compare(left=left, ops=[ast.Gt() | ast.Lt() as op], comparators=[right]):
            pass
        case _:
            return None
    larger = isinstance(op, ast.Gt)
    if best in names_in(left):
        left, right, larger = right, left, not larger
    if best in names_in(left) or item not in names_in(left) or isinstance(left, ast.Name):
        return None
    if text(substituted(left, {item: ast.Name(best, ast.Load())})) != text(right):
        return None
    return ("max" if larger else "min"), text(left)
