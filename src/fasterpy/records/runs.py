"""One run in the sandbox: what is asked and what happened."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from fasterpy.records.base import Record
from fasterpy.records.cases import Case
from fasterpy.records.source import Code


class Limits(Record, frozen=True):
    """What one run may use."""

    wall_s: float = 5.0
    cpu_s: float = 5.0
    memory_mb: int = 1024
    output_bytes: int = 16_000_000
    processes: int = 16
    open_files: int = 64


Portrait: TypeAlias = Any
"""A value as plain data, made in the sandbox and compared outside; grammar in ``fasterpy.sandbox.child.portrait``."""


class Job(Record, frozen=True):
    """Run one version on one input, in a fresh process."""

    code: Code
    case: Case
    limits: Limits = Limits()
    coverage: bool = False
    lines: bool = False
    """Time every line of the target's file, instead of ``coverage``."""
    seed: int = 0
    """Seeds ``random`` (and numpy, if loaded) before the code runs; PYTHONHASHSEED is fixed for the sandbox."""


Status: TypeAlias = Literal[
    "returned",  # a function returned / a program ended with exit code 0
    "raised",  # an exception left the target
    "exited",  # SystemExit or a non-zero exit code
    "timeout",
    "memory",
    "output",  # wrote more than allowed
    "crashed",  # killed by a signal
    "unusable",  # the input could not be built, or the code could not be loaded (``detail`` says which)
    "violation",  # tried to forge a result or tampered with the harness
]


class Observation(Record, frozen=True):
    """What one run did."""

    status: Status
    value: Portrait = None
    """function: {"result", "args", "kwargs", "globals"} sharing one numbering of objects, so that aliasing shows."""
    error: Portrait = None
    """["exc", …] of what left the target."""
    stdout: bytes = b""
    stderr: bytes = b""
    exit_code: int = 0
    wall_ns: int = 0
    """Time of the target alone, without loading and without building the input."""
    cpu_ns: int = 0
    peak_kb: int = 0
    arcs: tuple[tuple[int, int], ...] = ()
    """Branch arcs (from line, to line) of the target's file that ran, when coverage was asked for."""
    lines: tuple[tuple[int, int], ...] = ()
    """Nanoseconds in each line of the target's file, with all it calls in others, when they were asked for."""
    detail: str = ""


class TimingJob(Record, frozen=True):
    """Time one version on several inputs in one fresh process, each input passed once, as a fresh copy."""

    code: Code
    cases: tuple[Case, ...]
    warmup: tuple[Case, ...] = ()
    limits: Limits = Limits()
    memory: bool = False
    """Measure peak and allocated bytes instead of time (never both in one run)."""
    cold_imports: bool = False
    """program: also pay for imports, as a command does."""
    steady: bool = False
    """Ask the system nothing between calls, which would push a short one out of the caches; ``queued`` is 0 then."""


class Timing(Record, frozen=True):
    """Answer to a TimingJob."""

    status: Status
    ns: tuple[int, ...] = ()
    """Nanoseconds per case, in order."""
    queued: tuple[int, ...] = ()
    """Nanoseconds of these, per case, for which the call was ready but other processes had the core; empty where the
    system does not tell."""
    load_ns: int = 0
    """Loading the module (function) or importing (program)."""
    wall_ns: int = 0
    """The whole child, as seen from outside it."""
    cpu_ns: int = 0
    peak_bytes: int = 0
    allocated_bytes: int = 0
    detail: str = ""
    repeats: tuple[int, ...] = ()
    """Cases whose arguments equal those of an earlier case of the same job: their time may be a cache's."""

    @property
    def own_ns(self) -> tuple[int, ...]:
        """``ns`` less the time during which other processes had the core: what the calls take by themselves."""
        if not self.queued:
            return self.ns
        return tuple(max(1, ns - queued) for ns, queued in zip(self.ns, self.queued, strict=True))


class LayerStatus(Record, frozen=True):
    """One protection of the sandbox on this machine."""

    name: str
    active: bool
    detail: str
