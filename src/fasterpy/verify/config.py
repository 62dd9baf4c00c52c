"""What the verifier demands and what it may spend."""

from __future__ import annotations

from fasterpy.records import Record
from fasterpy.verify.difference import CompareOptions


class VerifyConfig(Record, frozen=True):
    """Thresholds are in docs/verification.md with the measurements they come from."""

    float_tolerance: float = 0.0
    """0: same bits; else relative and absolute. For values, and for numbers in a program's output."""
    ignore_trailing_space: bool = False
    """Programs: ignore spaces at the ends of output lines and blank lines at the end."""
    aliasing: bool = True
    """Whether returning an argument itself differs from returning an equal copy."""
    original_wall_s: float = 2.0
    """An input that the original does not finish in this time is too large to check with."""
    memory_mb: int = 1024
    slower_factor: float = 10.0
    """A candidate that takes this many times as long as the original (plus ``slack_s``) is cut off: too slow."""
    slack_s: float = 1.0
    min_coverage: float = 0.7
    """Share of branch outcomes that the inputs must reach, in either version."""
    min_kill_share: float = 0.5
    """Share of mutants that the inputs must notice."""
    mutants: int = 20
    mutant_cases: int = 36
    max_cases: int = 400
    traced_cases: int = 32
    """Runs of either version that are traced for coverage."""
    rerun: int = 4
    """Cases that are run again with another random seed."""
    shrink_runs: int = 60
    build_share: float = 0.3
    """Share of the time for making inputs, where the verifier has them made."""
    extend_share: float = 0.25
    """Share of the time for inputs aimed at the candidate."""
    mutant_share: float = 0.3
    """Share of the time for mutants."""

    @property
    def compare(self) -> CompareOptions:
        """The part that the comparison needs."""
        return CompareOptions(
            float_tolerance=self.float_tolerance,
            number_tolerance=self.float_tolerance,
            ignore_trailing_space=self.ignore_trailing_space,
            aliasing=self.aliasing,
        )
