"""Adding up all earlier items with the same key, anew for every item → a table that grows with the loop."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in, text
from fasterpy.generate.rules.algorithms.pair_scan_to_seen import use
from fasterpy.generate.rules.algorithms.ranges import counters, offset_from
from fasterpy.generate.rules.algorithms.scan import Aggregate, aggregates, plan, pure, tuple_of
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_before, owns_line
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope


class PrefixScanToTable(Rule):
    """``sum(v for k, v in rows[: i + 1] if k == key)`` for every row: running totals per key."""

    name = "prefix-scan-to-table"
    pattern = "quadratic-join"
    summary = "Carry totals per key along the loop instead of adding up the earlier items for each one."
    gain = 7.0
    risk = Risk.LIKELY
    order = 16
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for scan in aggregates(module, scope):
            match scan.items:
                case ast.Subscript(
                    value=ast.Name() as listed, slice=ast.Slice(lower=None, upper=ast.expr() as end, step=None)
                ):
                    rewrite = _rewrite(module, scan, listed, end)
                    if rewrite is not None:
                        yield rewrite


def _rewrite(module: ParsedModule, scan: Aggregate, listed: ast.Name, end: ast.expr) -> Rewrite | None:
    loops = [loop for loop in module.loops(scan.node) if loop is not scan.node]
    loop = loops[0] if loops else None
    found = counters(module, scan.node)
    if not isinstance(loop, ast.For) or not found or not owns_line(module, loop) or not owns_line(module, loop.body[0]):
        return None
    name, around = found[0]
    shift = offset_from(end, name)
    whole = text(around.low) == "0" and text(around.high) == f"len({listed.id})" and name in names_in(loop.target)
    facts = plan(scan.conditions, scan.inner)
    if shift not in (0, 1) or not whole or not facts.equal or facts.order or facts.other or facts.apart:
        return None
    if listed.id in {
        node.id for node in ast.walk(loop) if isinstance(node, ast.Name) and node.ctx.__class__ is not ast.Load
    }:
        return None
    key, probe = tuple_of([part.key for part in facts.equal]), tuple_of([part.probe for part in facts.equal])
    parts = [key, probe, *facts.own, *([scan.value] if scan.kind == "sum" else [])]
    if not all(pure(module, part) for part in parts) or scan.kind == "any":
        return None
    table = module.fresh("so_far")
    value = text(scan.value) if scan.kind == "sum" else "1"
    target = text(scan.target).strip("()")
    place = f"{listed.id}[{name}]" if shift == 1 else f"{listed.id}[{name} - 1]"
    lines = [f"{target} = {place}"]
    add = f"{table}[{text(key)}] = {table}.get({text(key)}, 0) + {value}"
    lines += [f"if {' and '.join(map(text, facts.own))}:", block(module, add)] if facts.own else [add]
    if shift == 0:
        lines = [f"if {name}:", block(module, *lines)]
    set(scan.inner)
    outside = [
        node
        for node in ast.walk(module.function(loop))
        if isinstance(node, ast.Name) and node.id in scan.inner and not module.inside(node, scan.node)
    ]
    if outside:
        return None  # the item's names mean something else in the loop
    edits: list[Edit] = [
        insert_before(module, loop, f"{table} = {{}}"),
        insert_before(module, loop.body[0], "\n".join(lines)),
        use(module, scan, facts, f"{table}.get({text(probe)}, 0)"),
    ]
    return Rewrite(tuple(edits), at(scan.node, f"totals by {text(key)} so far"))
