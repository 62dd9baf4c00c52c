"""The steps up a chain of parents counted anew for each item → counted once per node."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.conditions import names_in
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class SharedChains(Rule):
    """Chains of many items run together soon; what is above a node is the same for all that come by."""

    name = "shared-chains"
    pattern = "parent-chain-per-node"
    summary = "Remember for each node how many steps lead to the top, and where they end, instead of walking up again."
    gain = 5.0
    risk = Risk.LIKELY
    order = 18
    hashes = True

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for walk in scope.nodes(ast.While):
            found = _walk(walk)
            outer = module.loops(walk)
            if found is None or not outer or walk.orelse or not owns_line(module, walk):
                continue
            climber, upward, count = found
            place = _outermost(module, walk, climber, upward, outer)
            if place is None:
                continue
            known, waiting, steps = module.fresh("above"), module.fresh("waiting"), module.fresh("steps")
            each = module.fresh("each")
            test = module.source(walk.test)
            test = f"({test})" if isinstance(walk.test, ast.BoolOp | ast.IfExp) else test
            lines = [
                f"{waiting} = []",
                f"while {test} and {climber} not in {known}:",
                block(module, f"{waiting}.append({climber})", f"{climber} = {module.source(upward)}"),
                f"{steps}, {climber} = {known}.get({climber}, (0, {climber}))",
                f"for {each} in reversed({waiting}):",
                block(module, f"{steps} += 1", f"{known}[{each}] = {steps}, {climber}"),
                *([f"{count} += {steps}"] if count else []),
            ]
            edits = (insert_before(module, place, f"{known} = {{}}"), replace(module, walk, "\n".join(lines)))
            yield Rewrite(edits, at(walk, f"steps of {climber} remembered"))


def _walk(walk: ast.While) -> tuple[str, ast.expr, str] | None:
    """``while …: node = up[node]; depth += 1``: what climbs, its next place, and what counts (or "")."""
    climber, upward, count = "", None, ""
    for stmt in walk.body:
        match stmt:
            case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=ast.Constant(value=1)) if not count:
                count = name
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if not climber and name in names_in(value):
                climber, upward = name, value
            case _:
                return None
    if upward is None or count == climber or not isinstance(upward, ast.Subscript | ast.Call | ast.Attribute):
        return None
    if climber not in names_in(walk.test) or count in names_in(walk.test) | names_in(upward):
        return None
    return climber, upward, count


def _outermost(
    module: ParsedModule, walk: ast.While, climber: str, upward: ast.expr, outer: Sequence[ast.stmt]
) -> ast.stmt | None:
    """The outermost loop in which nothing that decides the chains changes."""
    if not module.is_pure(upward) or not module.is_pure(walk.test):
        return None
    used = (names_in(upward) | names_in(walk.test)) - {climber}
    best: ast.stmt | None = None
    for place in outer:
        rebound, mutated = mutated_names(place, module.is_pure)
        if used & (rebound | mutated) or not owns_line(module, place):
            break
        best = place
    return best
