"""``own = [o for o in orders if …]`` and then only ``len(own)`` → the list where it is counted."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import substituted, text
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bound_value, delete, owns_line, replace
from fasterpy.generate.rules.edit import Edit, Rewrite
from fasterpy.generate.rules.target import TargetScope

_TOTALS = ("sum", "len", "min", "max", "any", "all", "sorted", "set", "list", "tuple")


class InlineListName(Rule):
    """Other rules know ``len([…])`` and ``sum([…])``; a name in between hides them."""

    name = "inline-counted-list"
    pattern = "count-matching"
    summary = "Count or add up the list where it is made, so that other rules see what is asked for."
    gain = 1.0
    risk = Risk.LIKELY
    order = 11

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        for stmt in scope.nodes(ast.Assign):
            bound = bound_value(stmt)
            if bound is None or not isinstance(bound[1], ast.ListComp) or not module.loops(stmt):
                continue
            name, value = bound[0], bound[1]
            others = [use for use in module.uses(name) if use is not name]
            after = module.next(stmt)
            if len(others) != 1 or after is None or not module.inside(others[0], after) or not owns_line(module, stmt):
                continue
            if (
                module.loops(others[0]) == module.loops(stmt)
                and (edit := _walked(module, others[0], value)) is not None
            ):
                yield Rewrite((delete(module, stmt), edit), at(stmt, f"{name.id} where it is gone through"))
                continue
            call = module.parent(others[0])
            counts = isinstance(call, ast.Call) and module.is_builtin(call.func, "len", "sum") and len(call.args) == 1
            if counts and module.loops(others[0]) == module.loops(stmt) and "\n" not in module.source(value):
                edits = (delete(module, stmt), replace(module, others[0], module.source(value)))
                yield Rewrite(edits, at(stmt, f"{name.id} where it is counted"))


def _walked(module: ParsedModule, use: ast.Name, value: ast.ListComp) -> Edit | None:
    """``sum(o.paid for o in orders if …)`` for ``sum(o.paid for o in own)``, where the list only chooses."""
    part = module.parent(use)
    whole = module.parent(part) if isinstance(part, ast.comprehension) and part.iter is use else None
    call = module.parent(whole) if whole is not None else None
    only = value.generators[0]
    if not isinstance(part, ast.comprehension) or not isinstance(whole, ast.GeneratorExp | ast.ListComp):
        return None
    if not isinstance(call, ast.Call) or not module.is_builtin(call.func, *_TOTALS) or whole.generators[0] is not part:
        return None
    names = ast.unparse(only.target), ast.unparse(value.elt)
    if len(value.generators) > 1 or names[0] != names[1] or not isinstance(only.target, ast.Name):
        return None
    if not isinstance(part.target, ast.Name) or any(isinstance(below, ast.NamedExpr) for below in ast.walk(value)):
        return None
    fresh = copy.deepcopy(whole)
    tests = [substituted(test, {only.target.id: ast.Name(part.target.id, ast.Load())}) for test in only.ifs]
    head = fresh.generators[0]
    head.iter, head.ifs = copy.deepcopy(only.iter), [*tests, *head.ifs]
    return replace(module, whole, text(fresh))
