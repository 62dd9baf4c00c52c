"""What every way of running a program reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Run:
    """One execution."""

    output: str
    error: str
    """Empty when the program ended well."""
    reported_s: float
    """What this way of running takes for the program's run time."""
    cost_s: float
    """What the execution cost the caller."""


class Peer(Protocol):
    """A way of running programs."""

    name: str

    def run(self, text: str, stdin: str, timeout: float) -> Run: ...

    def close(self) -> None: ...
