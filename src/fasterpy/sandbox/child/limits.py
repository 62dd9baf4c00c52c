"""Resource limits of one run. Set in the child, before foreign code; each is skipped where the system lacks it."""

from __future__ import annotations

import contextlib
import math
import os
import resource
from typing import Any

STACK_BYTES = 1 << 30
"""Deep recursion in C or in a program that raised its recursion limit; only touched pages count."""


def address_space() -> int:
    """Bytes of address space this process has now; 0 when unknown."""
    try:
        with open("/proc/self/statm", "rb", buffering=0) as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGESIZE")
    except (OSError, ValueError, IndexError):
        return 0


def lower(kind: int, soft: int, hard: int | None = None) -> None:
    """Set a limit, never above the present hard limit; a limit that the system refuses is left."""
    _, ceiling = resource.getrlimit(kind)
    hard = soft if hard is None else hard
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (soft, hard))


def apply(limits: dict[str, Any], base: int) -> None:
    """All limits of a run; ``base`` is the address space that the harness itself has."""
    cpu = max(1, math.ceil(limits["cpu_s"]))
    lower(resource.RLIMIT_CPU, cpu, cpu + 1)
    lower(resource.RLIMIT_FSIZE, int(limits["output_bytes"]) + 1)
    lower(resource.RLIMIT_CORE, 0)
    if base:
        lower(resource.RLIMIT_AS, base + (int(limits["memory_mb"]) << 20))
    # The zygote and its monitor count as processes of the same user.
    lower(resource.RLIMIT_NPROC, int(limits["processes"]) + 3)
    lower(resource.RLIMIT_NOFILE, int(limits["open_files"]))
