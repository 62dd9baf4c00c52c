"""Counting the items above or below a value, anew in every round → binary search in the sorted items."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import Split, substituted, text
from fasterpy.generate.rules.algorithms.moving import moving
from fasterpy.generate.rules.algorithms.pair_scan_to_seen import use
from fasterpy.generate.rules.algorithms.scan import Aggregate, Plan, aggregates, home, listing, plan
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_after, insert_before, need
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_UP = (ast.Gt, ast.GtE)


class OrderScanToBisect(Rule):
    """Ranks, counts within bounds and sums of smaller items: n log n instead of n²."""

    name = "order-scan-to-bisect"
    pattern = "rank-by-bisect"
    summary = "Sort once and find the rank by binary search instead of comparing with every item."
    gain = 8.0
    risk = Risk.LIKELY
    order = 16

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for scan in aggregates(module, scope):
            facts = _settled(module, scan, plan(scan.conditions, scan.inner))
            if not _fits(facts):
                continue
            key = facts.order[0].key
            parts = [scan.items, key, *facts.own, *([scan.value] if scan.kind == "sum" else [])]
            place = home(module, scan.node, parts, scan.inner)
            if place is not None:
                yield _fixed(module, scan, facts, place)


class PairOrderToInsort(Rule):
    """Inversions and pairs ``i < j`` in order: the items scanned are kept sorted while they come and go."""

    name = "pair-order-to-insort"
    pattern = "rank-by-bisect"
    summary = "Keep the items seen so far sorted and count by binary search instead of comparing every pair."
    gain = 7.0
    risk = Risk.LIKELY
    order = 16

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for scan in aggregates(module, scope):
            facts = plan(scan.conditions, scan.inner)
            if not _fits(facts) or scan.kind == "sum" or facts.own or facts.apart:
                continue
            key = facts.order[0].key
            move = moving(module, scan.node, scan.target, scan.items, [key])
            if move is None:
                continue
            keys = module.fresh("ordered")
            imports, words = _bisects(module, facts.order)
            here = text(substituted(key, {move.inner: ast.Name(move.outer, ast.Load())}))
            edits: list[Edit] = [*imports]
            if move.shrinks:
                more, left = need(module, "bisect", "bisect_left")
                made = f"{keys} = sorted({listing(key, ast.Name(move.inner, ast.Store()), move.whole)})"
                edits += [*more, insert_before(module, move.loop, made)]
                edits.append(insert_before(module, move.loop.body[0], f"del {keys}[{left}({keys}, {here})]"))
            else:
                more, insort = need(module, "bisect", "insort")
                edits += [*more, insert_before(module, move.loop, f"{keys} = []")]
                edits.append(insert_after(module, move.stmt, f"{insort}({keys}, {here})"))
            found = _count(facts.order, keys, words)
            found = f"({found} > 0)" if scan.kind == "any" else found
            edits.append(use(module, scan, facts, found))
            yield Rewrite(tuple(edits), at(scan.node, f"{keys} kept sorted"))


def _settled(module: ParsedModule, scan: Aggregate, facts: Plan) -> Plan:
    """A key that stays the same in all rounds (``e.account == account``) is a condition on the item alone."""
    probes = [part.probe for part in facts.equal]
    if probes and facts.order and home(module, scan.node, [scan.items, *probes], scan.inner) is not None:
        facts.own += [ast.Compare(part.key, [part.op()], [part.probe]) for part in facts.equal]
        facts.equal = []
    return facts


def _fits(facts: Plan) -> bool:
    if not facts.order or facts.equal or facts.other or len(facts.order) > 2:
        return False
    if len(facts.order) == 1:
        return True
    one, two = facts.order
    return text(one.key) == text(two.key) and issubclass(one.op, _UP) != issubclass(two.op, _UP)


def _fixed(module: ParsedModule, scan: Aggregate, facts: Plan, place: ast.stmt) -> Rewrite:
    key = facts.order[0].key
    head = f"for {text(scan.target)} in {module.source(scan.items)}"
    tests = " and ".join(text(test) for test in facts.own)
    head += f" if {tests}" if tests else ""
    keys = module.fresh("ordered")
    imports, words = _bisects(module, facts.order)
    edits: list[Edit] = [*imports]
    if scan.kind == "sum":
        more, accumulate = need(module, "itertools", "accumulate")
        sums = module.fresh("sums")
        pairs = module.fresh("pairs")
        made = "\n".join(
            [
                f"{pairs} = sorted([({text(key)}, {text(scan.value)}) {head}])",
                f"{keys} = [pair[0] for pair in {pairs}]",
                f"{sums} = [*{accumulate}([pair[1] for pair in {pairs}], initial=0)]",
            ]
        )
        edits += [*more, insert_before(module, place, made)]
        found = _sum(facts.order, keys, sums, words)
    else:
        listed = listing(key, scan.target, module.source(scan.items), tests)
        edits.append(insert_before(module, place, f"{keys} = sorted({listed})"))
        found = _count(facts.order, keys, words)
    found += _without_self(scan, facts)
    if scan.kind == "any":
        found = f"({found} > 0)"
    edits.append(use(module, scan, facts, found))
    return Rewrite(tuple(edits), at(scan.node, f"rank among sorted {text(key)}"))


def _without_self(scan: Aggregate, facts: Plan) -> str:
    if facts.apart is None:
        return ""
    values: dict[str, ast.expr] = {facts.apart[0]: ast.Name(facts.apart[1], ast.Load())}
    tests = [text(substituted(test, values)) for test in facts.own]
    for part in facts.order:
        mine = substituted(part.key, values)
        if text(mine) == text(part.probe):
            if part.op in (ast.Lt, ast.Gt):
                return ""
            continue
        tests.append(text(ast.Compare(mine, [part.op()], [part.probe])))
    amount = text(substituted(scan.value, values)) if scan.kind == "sum" else "1"
    return f" - ({amount} if {' and '.join(tests)} else 0)" if tests else f" - {amount}"


def _bisects(module: ParsedModule, order: list[Split]) -> tuple[list[Edit], dict[str, str]]:
    """Imports for the searches that the conditions need, and what the functions are called."""
    edits: list[Edit] = []
    words: dict[str, str] = {}
    for part in order:
        name = _search(part)
        if name not in words:
            imports, words[name] = need(module, "bisect", name)
            edits += imports
    return edits, words


def _search(part: Split) -> str:
    # The place before which all items fail ``> probe``, or all hold ``< probe``.
    return "bisect_right" if part.op in (ast.Gt, ast.LtE) else "bisect_left"


def _places(order: list[Split], keys: str, words: dict[str, str]) -> tuple[str, str]:
    low = high = ""
    for part in order:
        place = f"{words[_search(part)]}({keys}, {text(part.probe)})"
        if issubclass(part.op, _UP):
            low = place
        else:
            high = place
    return low, high


def _count(order: list[Split], keys: str, words: dict[str, str]) -> str:
    low, high = _places(order, keys, words)
    if low and high:
        return f"max({high} - {low}, 0)"
    return high or f"len({keys}) - {low}"


def _sum(order: list[Split], keys: str, sums: str, words: dict[str, str]) -> str:
    low, high = _places(order, keys, words)
    if low and high:
        return f"({sums}[max({high}, {low})] - {sums}[{low}])"
    return f"{sums}[{high}]" if high else f"{sums}[-1] - {sums}[{low}]"
