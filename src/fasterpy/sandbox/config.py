"""What the sandbox may be asked for."""

from __future__ import annotations

from typing import Literal

from fasterpy.records import Record

Mode = Literal["auto", "strict", "off"]

REQUIRED = ("namespaces", "files", "network", "seccomp", "rlimits", "processes", "environment")
"""Layers that ``strict`` insists on."""


class SandboxConfig(Record, frozen=True):
    """Options of the sandbox; the same for all runs of an executor."""

    mode: Mode = "auto"
    """auto: every layer that this system has; strict: SandboxError when one of ``REQUIRED`` is missing; off: only a
    fresh process with resource limits, for systems and debuggers that cannot bear more."""
    readable: tuple[str, ...] = ()
    """Directories that foreign code may read besides the interpreter's and the code's own ``search_path``."""
    scratch_mb: int = 512
    """Size of the private /tmp, streams included."""
    zygotes: int = 8
    """Preloaded processes that a worker keeps; the least recently used one goes first."""
    pin: bool = True
    """Time on one processor core, which no other timing run of this user shares."""
    start_s: float = 60.0
    """Seconds for a zygote to start and import what it preloads."""
    environment: tuple[tuple[str, str], ...] = ()
    """Variables to set besides the scrubbed ones."""
