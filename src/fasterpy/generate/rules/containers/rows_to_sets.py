"""``x in row`` for every row of a list, again and again → the rows as sets, made once."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.scan import home, lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class RowsToSets(Rule):
    """An inner loop over rows asks of each only what it contains; the outer loop asks anew every time."""

    name = "rows-to-sets"
    pattern = "membership-list-to-set"
    summary = "Turn the rows into sets once: what they contain is asked for in every round of the outer loop."
    gain = 3.0
    risk = Risk.LIKELY
    order = 21
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            if isinstance(loop.target, ast.Name) and not lives_on(module, loop) and owns_line(module, loop):
                yield from _sets(module, loop, loop.target, loop.iter)
        for node in [*scope.nodes(ast.ListComp, ast.SetComp, ast.GeneratorExp), *scope.nodes(ast.DictComp)]:
            part = node.generators[0]
            if len(node.generators) == 1 and isinstance(part.target, ast.Name):
                yield from _sets(module, node, part.target, part.iter)


def _sets(module: ParsedModule, node: ast.AST, row: ast.Name, items: ast.expr) -> Iterator[Rewrite]:
    base = items.value if isinstance(items, ast.Subscript) and isinstance(items.slice, ast.Slice) else items
    word = base.id if isinstance(base, ast.Name) else base.attr if isinstance(base, ast.Attribute) else ""
    if not word or module.kind(row) in ("str", "dict", "set"):
        return
    uses = [use for use in module.uses(row) if use is not row and module.inside(use, node)]
    if not uses or not all(_asked(module, use) for use in uses):
        return
    place = home(module, node, [items], {row.id})
    if place is None or place is node:
        return
    name = module.fresh(f"{word}_sets")
    made = f"{name} = [set({row.id}) for {row.id} in {module.source(items)}]"
    yield Rewrite((insert_before(module, place, made), replace(module, items, name)), at(row, f"{word} as sets"))


def _asked(module: ParsedModule, use: ast.Name) -> bool:
    parent = module.parent(use)
    match parent:
        case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[right]):
            return right is use
    return False
