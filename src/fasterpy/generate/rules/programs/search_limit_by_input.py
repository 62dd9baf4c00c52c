"""A search up to a fixed limit that is reached when nothing is found → as far as the input's own numbers can reach."""

from __future__ import annotations

from collections.abc import Iterator

from fasterpy.analysis.module import ParsedModule
from fasterpy.generate.rules.base import Risk, Rule
from fasterpy.generate.rules.edit import Rewrite
from fasterpy.generate.rules.programs.fixed_limits import LEAST, fixed_limits, work_limits
from fasterpy.generate.rules.programs.limit_by_input import Names, limited, readable
from fasterpy.generate.rules.target import TargetScope


class SearchLimitByInput(Rule):
    """A walk of a million steps that ends when it meets something: where it never does, it walks in circles.

    Most searches find what they look for long before, so that nothing is gained: this is tried alone.
    """

    name = "search-limit-by-input"
    pattern = "fixed-limit"
    summary = "Search only as far as the numbers of the input can reach."
    gain = 10.0
    risk = Risk.BOLD
    programs_only = True
    alone_only = True
    order = 74

    def apply(self, module: ParsedModule, scope: TargetScope) -> Iterator[Rewrite]:
        if not readable(module) or fixed_limits(module):
            return
        limits = work_limits(module, LEAST)
        if limits:
            names = Names(module)
            yield limited(module, limits, "head", names)
            yield limited(module, limits, "near", names)
