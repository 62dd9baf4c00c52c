"""What the verifier says."""

from __future__ import annotations

from typing import Literal

from fasterpy.records.base import Record


class Counterexample(Record, frozen=True):
    """An input on which the versions differ, in words that a person or a model understands."""

    input: str
    original: str
    candidate: str
    difference: str = ""


class Strength(Record, frozen=True):
    """How much the inputs could have noticed."""

    mutants: int = 0
    killed: int = 0
    coverage_original: float | None = None
    """Share of branch arcs reached, in [0, 1]."""
    coverage_candidate: float | None = None


class InputSummary(Record, frozen=True):
    """Where inputs came from."""

    count: int = 0
    sources: dict[str, int] = {}


class Verdict(Record, frozen=True):
    """What the verifier says of one candidate."""

    verdict: Literal["equivalent", "different", "inconclusive"]
    reason: str
    counterexample: Counterexample | None = None
    inputs: InputSummary = InputSummary()
    strength: Strength = Strength()
    warnings: tuple[str, ...] = ()
