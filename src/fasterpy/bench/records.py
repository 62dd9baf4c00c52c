"""What the parts of the benchmark hand to one another."""

from __future__ import annotations

from typing import Literal

from fasterpy.records import Record

INPUT, AGAIN, REFERENCE = "input", "input again", "reference"

Protocol = Literal["paired", "paper"]


class Test(Record, frozen=True):
    """One test case of a problem."""

    input: str
    output: str


class Variant(Record, frozen=True):
    """One version of a program to be scored."""

    name: str
    text: str


class Task(Record, frozen=True):
    """One program with its cases and every version of it."""

    key: str
    """Hash of all that decides the outcome; a stored row with the same key is not computed again."""
    index: int
    problem_id: str
    input: str
    reference: str
    systems: tuple[Variant, ...]
    tests: tuple[Test, ...]


class Scored(Record, frozen=True):
    """What became of one version."""

    accuracy: float
    runtime_ns: float | None = None
    rounds: int = 0
    why: str = ""
    """Why it failed, empty when it is correct."""
    same_as: str = ""
    """The version whose text is the same, when its result was taken over."""


class Row(Record, frozen=True):
    """One line of ``rows.jsonl``."""

    key: str
    index: int
    problem_id: str
    excluded: str = ""
    """Why the program cannot be scored on this machine; empty when it is scored."""
    versions: dict[str, Scored] = {}
    seconds: float = 0.0


class BenchConfig(Record, frozen=True):
    """How to evaluate."""

    protocol: Protocol = "paired"
    seconds: float = 1100.0
    """Budget for the whole run, all workers together done by then; decides how many rounds there are."""
    min_rounds: int = 5
    max_rounds: int = 40
    timeout_factor: float = 10.0
    timeout_extra_s: float = 2.0
    """A version may take ``timeout_factor`` times the input program plus this."""
    memory_mb: int = 2048
    seed: int = 0

    def salt(self) -> str:
        """What of this decides a row; a run with more time may take over the rows of one with less."""
        return f"5|{self.protocol}|{self.timeout_factor}|{self.timeout_extra_s}|{self.memory_mb}|{self.seed}"


class SystemScore(Record, frozen=True):
    """One row of the table."""

    name: str
    runtime_mean_ms: float | None
    opt: float | None
    pass_at_1: float | None
    at_speedup: float | None
    at_speedup_same: float | None
    """@Speedup with the input's mean over the programs that this system got right."""
    geometric_mean: float | None
    at_least_1_5: float | None
    at_least_2: float | None
    returned_pass: float | None = None
    """Pass@1 of what an optimizer returned, kept originals included; None where answers are raw model output."""


class Table(Record, frozen=True):
    """The whole result."""

    protocol: Protocol
    programs: int
    excluded: tuple[tuple[str, str], ...]
    """(program, reason)."""
    scores: tuple[SystemScore, ...]
