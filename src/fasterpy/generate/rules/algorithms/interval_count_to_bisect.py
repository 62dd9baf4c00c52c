"""How many intervals hold a point, anew for every point → two binary searches in the sorted ends."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import SIGNS, Split, text
from fasterpy.generate.rules.algorithms.pair_scan_to_seen import use
from fasterpy.generate.rules.algorithms.scan import Aggregate, Plan, aggregates, home, plan
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_before, need
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class IntervalCountToBisect(Rule):
    """Those that have begun less those that have ended; an interval that ends before it begins holds nothing."""

    name = "interval-count-to-bisect"
    pattern = "rank-by-bisect"
    summary = "Sort begins and ends once and count by binary search instead of comparing with every interval."
    gain = 8.0
    risk = Risk.LIKELY
    order = 16

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for scan in aggregates(module, scope):
            facts = plan(scan.conditions, scan.inner)
            ends = _ends(facts)
            if scan.kind == "sum" or ends is None:
                continue
            begin, end = ends
            place = home(module, scan.node, [scan.items, begin.key, end.key, *facts.own], scan.inner)
            if place is not None:
                yield _rewrite(module, scan, facts, begin, end, place)


def _ends(facts: Plan) -> tuple[Split, Split] | None:
    """``begin <= x`` and ``end > x`` for the same ``x``."""
    if facts.equal or facts.other or facts.outer or facts.apart or len(facts.order) != 2:
        return None
    one, two = facts.order
    if issubclass(one.op, ast.Gt | ast.GtE):
        one, two = two, one
    up, down = issubclass(two.op, ast.Gt | ast.GtE), issubclass(one.op, ast.Lt | ast.LtE)
    alike = text(one.probe) == text(two.probe)
    return (one, two) if up and down and alike and text(one.key) != text(two.key) else None


def _rewrite(module: ParsedModule, scan: Aggregate, facts: Plan, begin: Split, end: Split, place: ast.stmt) -> Rewrite:
    begins, ends = module.fresh("begins"), module.fresh("ends")
    both = issubclass(begin.op, ast.LtE) and issubclass(end.op, ast.GtE)
    tests = [f"{text(begin.key)} {SIGNS[ast.LtE if both else ast.Lt]} {text(end.key)}", *map(text, facts.own)]
    head = f"for {text(scan.target)} in {module.source(scan.items)} if {' and '.join(tests)}"
    made = f"{begins} = sorted([{text(begin.key)} {head}])\n{ends} = sorted([{text(end.key)} {head}])"
    more, begun = need(module, "bisect", "bisect_right" if issubclass(begin.op, ast.LtE) else "bisect_left")
    rest, ended = need(module, "bisect", "bisect_left" if issubclass(end.op, ast.GtE) else "bisect_right")
    probe = text(begin.probe)
    found = f"{begun}({begins}, {probe}) - {ended}({ends}, {probe})"
    if scan.kind == "any":
        found = f"({found} > 0)"
    edits: list[Edit] = [*dict.fromkeys((*more, *rest)), insert_before(module, place, made)]
    edits.append(use(module, scan, facts, found))
    return Rewrite(tuple(edits), at(scan.node, f"{begins} and {ends} sorted"))
