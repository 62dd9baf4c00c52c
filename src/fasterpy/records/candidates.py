"""What generators are asked and what they propose."""

from __future__ import annotations

from typing import Literal

from fasterpy.records.advice import Suggestion
from fasterpy.records.base import Record
from fasterpy.records.source import CleanedCode, Code


class Exemplar(Record, frozen=True):
    """A version that was already verified and measured, shown to the generator."""

    text: str
    speedup: float
    """Ratio to the original, above 1 is a gain."""
    note: str = ""


class GenerationRequest(Record, frozen=True):
    """All that a generator may look at. Never contains a benchmark's test cases."""

    code: Code
    cleaned: CleanedCode
    suggestions: tuple[Suggestion, ...] = ()
    samples: int = 1
    seed: int = 0
    feedback: str = ""
    """A counterexample, an error or a profile of an earlier candidate, in words."""
    previous: str = ""
    """The earlier candidate that the feedback is about."""
    task: Literal["fresh", "repair", "refine", "evolve"] = "fresh"
    """What is wanted: a first answer, a correction of ``previous``, a further gain over it, or something unlike the
    ``exemplars``."""
    exemplars: tuple[Exemplar, ...] = ()
    facts: tuple[str, ...] = ()
    """What was measured, in words: hot lines, growth with input size, sizes of inputs."""
    seconds: float | None = None
    """Wall time left; a slow backend gives up then."""


class Candidate(Record, frozen=True):
    """A proposed replacement."""

    text: str
    origin: str
    """Who proposed it, for example ``rule:membership-list-to-set`` or ``llm:gpt-x#2``."""
    scope: Literal["file", "cleaned"] = "file"
    """Whether ``text`` is the whole file or the cleaned context, which has yet to be spliced into the file."""
    why: str = ""
    requires: tuple[str, ...] = ()
    """Third-party packages that it imports and the original does not."""
