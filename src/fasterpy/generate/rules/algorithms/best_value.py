"""``if cost(x) < cost(best): best = x``: the cost of the best so far is computed anew each time → kept beside it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.analysis.purity import mutated_names
from fasterpy.generate.rules.algorithms.conditions import names_in, same, substituted
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, insert_after, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope

_ORDERINGS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


class BestValueKept(Rule):
    """The value is found when it is first asked for, and forgotten when another item becomes the best."""

    name = "best-value-kept"
    pattern = "best-value-recomputed"
    summary = "Keep the value of the best item beside it instead of computing it anew in every round."
    gain = 1.8
    risk = Risk.LIKELY
    order = 21

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for test in scope.nodes(ast.Compare):
            if len(test.ops) != 1 or not isinstance(test.ops[0], _ORDERINGS):
                continue
            loops = module.loops(test)
            function = module.function(test)
            if not loops or not isinstance(function, ast.FunctionDef) or not owns_line(module, loops[0]):
                continue
            for mine, other in ((test.left, test.comparators[0]), (test.comparators[0], test.left)):
                best = _best(module, loops[0], mine, other)
                if best is None:
                    continue
                stores = [use for use in module.uses(best) if not isinstance(use.ctx, ast.Load)]
                homes = [module.statement(use) for use in stores]
                if not all(_plain(module, home, use) for home, use in zip(homes, stores, strict=True)):
                    continue
                kept = module.fresh(f"{best.id}_value")
                found = f"({kept} if {kept} is not None else ({kept} := {module.source(other)}))"
                edits = [replace(module, other, found), insert_before(module, loops[0], f"{kept} = None")]
                edits += [
                    insert_after(module, home, f"{kept} = None") for home in homes if module.inside(home, loops[0])
                ]
                yield Rewrite(tuple(edits), at(test, f"the value of {best.id}"))
                break


def _best(module: ParsedModule, loop: ast.stmt, mine: ast.expr, other: ast.expr) -> ast.Name | None:
    """The name in ``other`` that, put for the item in ``mine``, makes the two alike; it is bound to the item in the
    loop, which changes nothing else that the value depends on."""
    calls = [below for below in ast.walk(other) if isinstance(below, ast.Call)]
    if not calls or not module.is_pure(other) or not module.is_pure(mine):
        return None
    rebound, mutated = mutated_names(loop, module.is_pure)
    for name in (below for below in ast.walk(other) if isinstance(below, ast.Name)):
        for item in sorted(names_in(mine) - names_in(other)):
            if not same(substituted(mine, {item: ast.Name(name.id, ast.Load())}), substituted(other, {})):
                continue
            rest = names_in(other) - {name.id}
            if rest & (rebound | mutated) or name.id in mutated or name.id not in rebound:
                continue
            if any(_becomes(stmt, name.id, item) for stmt in ast.walk(loop)):
                return name
    return None


def _becomes(stmt: ast.AST, best: str, item: str) -> bool:
    match stmt:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Name(id=value)):
            return (name, value) == (best, item)
    return False


def _plain(module: ParsedModule, stmt: ast.stmt, use: ast.Name) -> bool:
    """``best = …`` on a line of its own."""
    match stmt:
        case ast.Assign(targets=[ast.Name() as target]) | ast.AnnAssign(target=ast.Name() as target):
            return target is use and owns_line(module, stmt)
    return False
