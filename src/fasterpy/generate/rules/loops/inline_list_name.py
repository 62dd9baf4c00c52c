"""``own = [o for o in orders if …]`` and then only ``len(own)`` → the list where it is counted."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.build import at, bound_value, delete, owns_line, replace
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.target import TargetScope


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
            name, value = bound
            others = [use for use in module.uses(name) if use is not name]
            after = module.next(stmt)
            if len(others) != 1 or after is None or not module.inside(others[0], after) or not owns_line(module, stmt):
                continue
            call = module.parent(others[0])
            counts = isinstance(call, ast.Call) and module.is_builtin(call.func, "len", "sum") and len(call.args) == 1
            if counts and module.loops(others[0]) == module.loops(stmt) and "\n" not in module.source(value):
                edits = (delete(module, stmt), replace(module, others[0], module.source(value)))
                yield Rewrite(edits, at(stmt, f"{name.id} where it is counted"))
