"""Counting or adding up all items whose key equals something, anew in every round → one table made before."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import Split, substituted, text
from fasterpy.generate.rules.algorithms.pair_scan_to_seen import use
from fasterpy.generate.rules.algorithms.scan import Aggregate, Plan, aggregates, home, listing, plan, tuple_of
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_before
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class EqualityScanToTable(Rule):
    """A quadratic group-by or join becomes linear: sums and counts per key lie in a dict."""

    name = "equality-scan-to-table"
    pattern = "quadratic-join"
    summary = "Add up per key once in a dict instead of scanning all items for every key."
    gain = 8.0
    risk = Risk.LIKELY
    order = 16
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for scan in aggregates(module, scope):
            facts = plan(scan.conditions, scan.inner)
            if not facts.equal or facts.order or facts.other:
                continue
            key = tuple_of([part.key for part in facts.equal])
            parts = [scan.items, key, *facts.own, *([scan.value] if scan.kind == "sum" else [])]
            place = home(module, scan.node, parts, scan.inner)
            if place is None:
                continue
            yield _rewrite(module, scan, facts, key, place)


def _rewrite(module: ParsedModule, scan: Aggregate, facts: Plan, key: ast.expr, place: ast.stmt) -> Rewrite:
    probe = tuple_of([part.probe for part in facts.equal])
    table = module.fresh("totals" if scan.kind == "sum" else "known" if scan.kind == "any" else "counts")
    edits: list[Edit] = []
    head = f"for {text(scan.target)} in {module.source(scan.items)}"
    tests = " and ".join(_operand(test) for test in facts.own)
    if scan.kind == "any" and facts.apart is None:
        made = f"{table} = set({listing(key, scan.target, module.source(scan.items), tests)})"
    else:
        # A Counter needs no loop, but its first use in a process costs as much as counting thousands of items.
        value = _operand(scan.value) if scan.kind == "sum" else "1"
        add = f"{table}[{text(key)}] = {table}.get({text(key)}, 0) + {value}"
        lines = [f"if {tests}:", block(module, add)] if tests else [add]
        made = "\n".join([f"{table} = {{}}", f"{head}:", block(module, *lines)])
    edits.append(insert_before(module, place, made))
    if scan.kind == "any" and facts.apart is None:
        found = f"{text(probe)} in {table}"
    else:
        found = f"{table}.get({text(probe)}, 0)" + _without_self(scan, facts)
        found = f"{found} > 0" if scan.kind == "any" else found
    edits.append(use(module, scan, facts, found))
    return Rewrite(tuple(edits), at(scan.node, f"{text(key)} looked up in {table}"))


def _without_self(scan: Aggregate, facts: Plan) -> str:
    """The item that ``j != i`` leaves out, when it is in the table under the same key."""
    if facts.apart is None:
        return ""
    values: dict[str, ast.expr] = {facts.apart[0]: ast.Name(facts.apart[1], ast.Load())}
    tests = [text(substituted(test, values)) for test in facts.own]
    tests += [_equal(part, values) for part in facts.equal]
    amount = text(substituted(scan.value, values)) if scan.kind == "sum" else "1"
    test = " and ".join(word for word in tests if word)
    return f" - ({amount} if {test} else 0)" if test else f" - {amount}"


def _equal(part: Split, values: dict[str, ast.expr]) -> str:
    key = substituted(part.key, values)
    return "" if text(key) == text(part.probe) else f"{text(key)} == {text(part.probe)}"


def _operand(node: ast.expr) -> str:
    word = text(node)
    return f"({word})" if isinstance(node, ast.BoolOp | ast.IfExp | ast.Lambda | ast.NamedExpr) else word
