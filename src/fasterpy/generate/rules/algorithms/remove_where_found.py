"""An item that is searched for, and taken out of the list behind the search → taken out where it is found."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, delete, insert_before, owns_line
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


class RemoveWhereFound(Rule):
    """``hit = invoice; break`` and later ``open.remove(hit)``: other rules then see a pool from which matches go."""

    name = "remove-where-found"
    pattern = "quadratic-join"
    summary = "Take the item out of the list where it is found, so that a table by key can stand in for the search."
    gain = 1.0
    risk = Risk.LIKELY
    order = 15

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            match loop:
                case ast.For(
                    target=ast.Name(id=item), iter=ast.Name(id=pool), body=[ast.If(body=body, orelse=[])], orelse=[]
                ):
                    pass
                case _:
                    continue
            match body:
                case [*_, ast.Assign(targets=[ast.Name(id=hit)], value=ast.Name(id=same)), ast.Break() as leave] if (
                    same == item
                ):
                    pass
                case _:
                    continue
            after = module.next(loop)
            removal = _removal(module, after, hit, pool) if isinstance(after, ast.If) else None
            if removal is None or not owns_line(module, removal) or not owns_line(module, leave):
                continue
            edits = (insert_before(module, leave, f"{pool}.remove({item})"), delete(module, removal))
            yield Rewrite(edits, at(loop, f"{item} leaves {pool} where it is found"))


def _removal(module: ParsedModule, branch: ast.If, hit: str, pool: str) -> ast.stmt | None:
    """``pool.remove(hit)`` in the branch for what was found, when nothing else there has to do with the pool."""
    test = ast.unparse(branch.test)
    if test in (f"{hit} is None", f"not {hit}"):
        found, other = branch.orelse, branch.body
    elif test in (f"{hit} is not None", hit):
        found, other = branch.body, branch.orelse
    else:
        return None
    if any(isinstance(n, ast.Name) and n.id == pool for stmt in other for n in ast.walk(stmt)):
        return None
    uses = [n for stmt in found for n in ast.walk(stmt) if isinstance(n, ast.Name) and n.id == pool]
    stores = [n for stmt in found for n in ast.walk(stmt) if isinstance(n, ast.Name) and n.id == hit]
    gone = [stmt for stmt in found if ast.unparse(stmt) == f"{pool}.remove({hit})"]
    if len(uses) != 1 or len(gone) != 1 or any(not isinstance(n.ctx, ast.Load) for n in stores) or len(found) < 2:
        return None
    return gone[0]
