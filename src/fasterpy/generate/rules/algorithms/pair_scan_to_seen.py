"""Counting pairs ``i < j`` with an equality → a table of what is still to come (or was seen), kept up to date."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import substituted, text
from fasterpy.generate.rules.algorithms.moving import Moving, moving
from fasterpy.generate.rules.algorithms.scan import Aggregate, Plan, added, aggregates, listing, plan, tuple_of
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bare, block, insert_after, insert_before, need, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope
from fasterpy.syntax import syntax_tree


class PairScanToSeen(Rule):
    """Each item is looked up among the others in constant time instead of being compared with all of them."""

    name = "pair-scan-to-seen"
    pattern = "pair-scan-hashing"
    summary = "Count matching pairs with a table of the items seen so far instead of comparing every pair."
    gain = 9.0
    risk = Risk.LIKELY
    order = 16
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for scan in aggregates(module, scope):
            facts = plan(scan.conditions, scan.inner)
            if not facts.equal or facts.order or facts.other or facts.apart or scan.kind == "sum":
                continue
            key = tuple_of([part.key for part in facts.equal])
            move = moving(module, scan.node, scan.target, scan.items, [key, *facts.own])
            if move is not None:
                yield _rewrite(module, scan, facts, key, move)


def _rewrite(module: ParsedModule, scan: Aggregate, facts: Plan, key: ast.expr, move: Moving) -> Rewrite:
    imports, counter = need(module, "collections", "Counter")
    table = module.fresh("remaining" if move.shrinks else "seen")
    here = text(substituted(key, {move.inner: ast.Name(move.outer, ast.Load())}))
    own = [text(substituted(test, {move.inner: ast.Name(move.outer, ast.Load())})) for test in facts.own]
    sign = "-" if move.shrinks else "+"
    step = f"{table}[{here}] {sign}= 1"
    if own:
        step = f"if {' and '.join(own)}:\n{block(module, step)}"
    edits: list[Edit] = [*imports]
    if move.shrinks:
        tests = " and ".join(text(test) for test in facts.own)
        listed = listing(key, ast.Name(move.inner, ast.Store()), move.whole, tests)
        edits.append(insert_before(module, move.loop, f"{table} = {counter}({listed})"))
        edits.append(insert_before(module, move.loop.body[0], step))
    else:
        edits.append(insert_before(module, move.loop, f"{table} = {counter}()"))
        edits.append(insert_after(module, move.stmt, step))
    probe = text(tuple_of([part.probe for part in facts.equal]))
    found = f"{table}.get({probe}, 0)" + (" > 0" if scan.kind == "any" else "")
    edits.append(use(module, scan, facts, f"({found})" if scan.kind == "any" else found))
    return Rewrite(tuple(edits), at(scan.node, f"pairs counted through {table}"))


def use(module: ParsedModule, scan: Aggregate, facts: Plan, found: str) -> Edit:
    """The edit that puts ``found`` in the place of a scan."""
    tests = " and ".join(f"({text(test)})" if len(facts.outer) > 1 else text(test) for test in facts.outer)
    if isinstance(scan.node, ast.Call):
        whole = f"({found} if {tests} else 0)" if tests else found if _closed(found) else f"({found})"
        return replace(module, scan.node, bare(module, scan.node, whole))
    if not tests:
        return added(module, scan.node, scan.name, found)
    line = f"{scan.name} += {found}"
    return replace(module, scan.node, f"if {tests}:\n{block(module, line)}")


def _closed(found: str) -> bool:
    return isinstance(syntax_tree(found, mode="eval").body, ast.Call | ast.Name | ast.Subscript)
