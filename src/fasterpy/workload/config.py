"""Settings of the workload stage."""

from __future__ import annotations

from fasterpy.records import Record


class WorkloadConfig(Record, frozen=True):
    """Where inputs may come from, and how many."""

    inputs: str = ""
    """``--inputs``: a directory of ``*.in`` files (program) or a Python file with ``inputs(n, rng)`` (function)."""
    recorded: str = ""
    """File or directory of recorded calls; empty: none are used."""
    cases: int = 96
    """Most inputs that ``build`` gives."""
    seed: int = 0
    run_s: float = 0.5
    """Most time that the original may take on one input for checking."""
    synthesis: bool = True
    """Make inputs up; without it only given and recorded inputs are used."""
