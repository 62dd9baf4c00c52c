"""``sum(paid for number, paid in payments if number == policy)`` over a list that grows → totals by key."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.conditions import names_in, text
from fasterpy.generate.rules.algorithms.growing_list import Asked, grown, questions, written_for
from fasterpy.generate.rules.algorithms.scan import added, lives_on
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_after, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class GrowingTotals(Rule):
    """Paid so far per account, sold so far per article: the list starts empty, and only append() changes it."""

    name = "growing-list-totals"
    pattern = "total-of-growing-list"
    summary = "Keep a total per key beside the list that grows instead of going over all of it in every round."
    gain = 6.0
    risk = Risk.LIKELY
    order = 15
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for asked in questions(module, scope):
            place = grown(module, asked.listed) if asked.word in ("sum", "count") else None
            if place is None:
                continue
            start, outer, appends = place
            if not module.inside(asked.node, outer) or asked.node is outer:
                continue
            own = names_in(asked.target)
            equal = [sides for test in asked.tests if (sides := _sides(test, own)) is not None]
            if len(equal) != 1 or not module.is_pure(equal[0][1]):
                continue
            key, probe = equal[0]
            rest = [test for test in asked.tests if _sides(test, own) is None]
            parts = [asked.value, key, *rest]
            rebound, mutated = mutated_names(outer)
            free = set().union(*map(names_in, parts)) - own
            if free & (rebound | mutated | {asked.listed.id}) or not all(map(module.is_pure, parts)):
                continue
            edits = _edits(module, asked, start, appends, key, probe, rest)
            if edits:
                yield Rewrite(tuple(edits), at(asked.node, f"totals of {asked.listed.id} by {text(key)}"))


def _sides(test: ast.expr, own: set[str]) -> tuple[ast.expr, ast.expr] | None:
    """What an equality asks of the item, and what it is held against."""
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            for key, probe in ((left, right), (right, left)):
                if names_in(key) & own and not names_in(probe) & own:
                    return key, probe
    return None


def _edits(
    module: ParsedModule,
    asked: Asked,
    start: ast.stmt,
    appends: Sequence[ast.Expr],
    key: ast.expr,
    probe: ast.expr,
    rest: Sequence[ast.expr],
) -> list[Edit]:
    listed = asked.listed.id
    table = module.fresh(f"{listed}_{'total' if asked.word == 'sum' else 'counted'}")
    edits: list[Edit] = [insert_after(module, start, f"{table} = {{}}")]
    for stmt in appends:
        assert isinstance(stmt.value, ast.Call)
        written = written_for(stmt.value.args[0], asked.target, listed, [key, asked.value, *rest])
        if len(written) != 2 + len(rest):
            return []
        wanted, value, *tests = written
        line = f"{table}[{wanted}] = {table}.get({wanted}, 0) + {value}"
        if tests:
            line = f"if {' and '.join(f'({test})' for test in tests)}:\n{block(module, line)}"
        edits.append(insert_after(module, stmt, line))
    found = f"{table}.get({text(probe)}, 0)"
    if isinstance(asked.node, ast.For):
        if lives_on(module, asked.node):
            return []
        return [*edits, added(module, asked.node, asked.name, found)]
    return [*edits, replace(module, asked.node, found)]
