"""What a search found, and the result for one target."""

from __future__ import annotations

from typing import Literal

from fasterpy.records.advice import Suggestion
from fasterpy.records.base import Record
from fasterpy.records.candidates import Candidate, GenerationRequest
from fasterpy.records.chat import Usage
from fasterpy.records.measurement import Measurement
from fasterpy.records.source import Source
from fasterpy.records.verdict import InputSummary, Verdict


class Trial(Record, frozen=True):
    """One candidate and what became of it."""

    candidate: Candidate
    text: str
    """Full text of the resulting file."""
    verdict: Verdict | None = None
    measurement: Measurement | None = None
    why: str = ""


class SearchTask(Record, frozen=True):
    """One target to speed up, and the budget for it."""

    request: GenerationRequest
    seconds: float = 60.0
    """Wall time for generating, checking and timing together."""
    min_speedup: float = 1.10
    """The lower end of a candidate's interval must reach this for it to count as a gain."""


class SearchOutcome(Record, frozen=True):
    """What a search found. ``best`` is provisional: the pipeline confirms it with a fresh measurement."""

    best: Trial | None
    trials: tuple[Trial, ...]
    """Every candidate that was looked at, in that order, each with why it was taken or left."""
    reason: str
    warnings: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    """Generators that could not do their work: another run may find more."""
    unfinished: tuple[str, ...] = ()
    """Generators that did a part of it: still at work when the time was up, or some of their requests failed."""
    seconds: float = 0.0


class Reuse(Record, frozen=True):
    """That a result is an earlier run's: nothing that it depends on has changed since."""

    measured: str
    """When, as ISO 8601 in UTC."""
    seconds: float
    """What that run took."""
    budget: float
    """What it was given."""


class Result(Record, frozen=True):
    """The outcome of ``optimize`` for one target."""

    outcome: Literal["improved", "kept"]
    reason: str
    source: Source
    targets: tuple[str, ...]
    code: str
    """Full text of the resulting file; the original's when kept."""
    patch: str
    best: Trial | None = None
    trials: tuple[Trial, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    workload: InputSummary = InputSummary()
    usage: Usage = Usage()
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0
    failed: tuple[str, ...] = ()
    """What could not do its work: generators, the knowledge base. Another run may find more."""
    unfinished: tuple[str, ...] = ()
    """Generators that did a part of it. Where nothing was found, another run may go on."""
    reused: Reuse | None = None
