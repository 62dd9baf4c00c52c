"""Inputs together with what is known of the original on them."""

from __future__ import annotations

from fasterpy.records.base import Record
from fasterpy.records.cases import Case
from fasterpy.records.runs import Observation


class Workload(Record, frozen=True):
    """The set of inputs that a target is run on."""

    cases: tuple[Case, ...]
    notes: tuple[str, ...] = ()
    seen: tuple[tuple[Case, Observation], ...] = ()
    """What the original did on cases where the builder ran it: nobody need run it on them once more."""

    @property
    def sources(self) -> dict[str, int]:
        """How many cases each source gave."""
        counts: dict[str, int] = {}
        for case in self.cases:
            counts[case.source] = counts.get(case.source, 0) + 1
        return counts
