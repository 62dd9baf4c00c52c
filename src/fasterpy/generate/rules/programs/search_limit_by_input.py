"""A search up to a fixed limit that is reached when nothing is found → as far as the input's own numbers can reach."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.algorithms.conditions import names_in
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.programs.fixed_limits import LEAST, fixed_limits, work_limits
from fasterpy.generate.rules.programs.limit_by_input import Names, limited, readable
from fasterpy.generate.rules.target import TargetScope


class SearchLimitByInput(Rule):
    """A walk of a million steps that ends when it meets something: where it never does, it walks in circles.

    Only where each step leads from a place to the place that a table names; other searches mostly find what they look
    for long before.
    """

    name = "search-limit-by-input"
    pattern = "fixed-limit"
    summary = "Search only as far as the numbers of the input can reach."
    gain = 10.0
    risk = Risk.BOLD
    programs_only = True
    order = 74

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        if not readable(module) or fixed_limits(module):
            return
        limits = [limit for limit in work_limits(module, LEAST) if _walks(module, limit[0])]
        if limits:
            names = Names(module)
            yield limited(module, limits, "head", names)
            yield limited(module, limits, "near", names)


def _walks(module: ParsedModule, limit: ast.expr) -> bool:
    """Whether the loop that a limit stands at the head of goes from place to place: ``now = to[now - 1]``."""
    stmt = module.statement(limit)
    if not isinstance(stmt, ast.For | ast.While):
        return False
    for below in ast.walk(stmt):
        match below:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript(slice=place)) if name in names_in(place):
                return True
    return False
