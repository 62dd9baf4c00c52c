"""``for x in list(items): if old(x): items.remove(x)`` → places are noted, and what stays is put in place once."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, block, insert_after, insert_before, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope

_LEAVES = (ast.Break, ast.Continue, ast.Return, ast.Yield, ast.YieldFrom, ast.Await)


class RemoveInScan(Rule):
    """Expired sessions, finished jobs: each removal walks through the list and moves all that stands behind."""

    name = "remove-in-scan-to-filter"
    pattern = "remove-while-scanning"
    summary = "Note what goes and put what stays in place once instead of removing items one by one."
    gain = 6.0
    risk = Risk.LIKELY
    order = 20

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for loop in scope.nodes(ast.For):
            # In another loop few go at a time, and the copy in C costs less than counting places.
            found = _scan(module, loop) if not module.loops(loop) else None
            if found is None:
                continue
            listed, item, removal = found
            gone, place = module.fresh("gone"), module.fresh("place")
            left = f"{listed}[:] = [{item} for {place}, {item} in enumerate({listed}) if {place} not in {gone}]"
            edits = (
                insert_before(module, loop, f"{gone} = set()"),
                replace(module, loop.iter, f"enumerate({listed})"),
                replace(module, loop.target, f"{place}, {item}"),
                replace(module, removal, f"{gone}.add({place})"),
                insert_after(module, loop, f"if {gone}:\n{block(module, left)}"),
            )
            yield Rewrite(edits, at(loop, f"{listed} filtered"))


def _scan(module: ParsedModule, loop: ast.For) -> tuple[str, str, ast.stmt] | None:
    """The list, the item and the statement that removes the item."""
    listed = _copied(module, loop.iter)
    test = loop.body[0]
    if listed is None or len(loop.body) != 1 or not isinstance(test, ast.If) or test.orelse or loop.orelse:
        return None
    if not isinstance(loop.target, ast.Name) or not owns_line(module, loop) or not owns_line(module, test.body[-1]):
        return None
    if any(isinstance(below, _LEAVES) for below in ast.walk(loop)) or not module.is_pure(test.test):
        return None
    removals = [stmt for stmt in test.body if _removes(module, stmt, listed, loop.target.id)]
    named = (below for below in ast.walk(loop) if isinstance(below, ast.Name | ast.Attribute))
    uses = sum(module.source(below) == listed for below in named)
    if (
        len(removals) != 1 or uses != 2 or not owns_line(module, removals[0])
    ):  # where it is copied and where it is removed from
        return None
    return listed, loop.target.id, removals[0]


def _copied(module: ParsedModule, items: ast.expr) -> str | None:
    """``items`` of ``list(items)``, ``items[:]`` and ``items.copy()``: a name or an attribute."""
    match items:
        case ast.Call(func=func, args=[one], keywords=[]) if module.is_builtin(func, "list", "tuple"):
            whole = one
        case ast.Subscript(value=whole, slice=ast.Slice(lower=None, upper=None, step=None)):
            pass
        case ast.Call(func=ast.Attribute(value=whole, attr="copy"), args=[], keywords=[]):
            pass
        case _:
            return None
    plain = isinstance(whole, ast.Name) or (isinstance(whole, ast.Attribute) and isinstance(whole.value, ast.Name))
    return module.source(whole) if plain and module.kind(whole) in ("list", "") else None


def _removes(module: ParsedModule, stmt: ast.stmt, listed: str, item: str) -> bool:
    match stmt:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner, attr="remove"), args=[ast.Name(id=name)])):
            return name == item and module.source(owner) == listed
    return False
