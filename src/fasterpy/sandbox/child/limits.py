"""Resource limits of one run. Set in the child, before foreign code; each is skipped where the system lacks it."""

from __future__ import annotations

import functools
import math
import os
import resource
from typing import Any


def address_space() -> int:
    """Bytes of address space this process has now; 0 when unknown."""
    try:
        with open("/proc/self/statm", "rb", buffering=0) as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGESIZE")
    except (OSError, ValueError, IndexError):
        return 0


def table(limits: dict[str, Any], base: int) -> list[tuple[int, int, int]]:
    """(kind, soft, hard) of every limit of a run, never above the present hard limits.

    ``base`` is the address space that the harness itself has.
    """
    cpu = max(1, math.ceil(limits["cpu_s"]))
    files = int(limits["open_files"])
    size = int(limits["output_bytes"]) + 1
    # The zygote, its monitor and the keeper count as processes of the same user.
    processes = int(limits["processes"]) + 4
    found = [
        (resource.RLIMIT_CPU, cpu, cpu + 1),
        (resource.RLIMIT_FSIZE, size, size),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NPROC, processes, processes),
        (resource.RLIMIT_NOFILE, files, files),
    ]
    if base:
        space = base + (int(limits["memory_mb"]) << 20)
        found.append((resource.RLIMIT_AS, space, space))
    return [_capped(*entry) for entry in found]


def _capped(kind: int, soft: int, hard: int) -> tuple[int, int, int]:
    ceiling = _present(kind)[1]
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    return kind, soft, hard


def apply(limits: dict[str, Any], base: int) -> None:
    """Set all limits of a run on this process. A limit that the system refuses is left."""
    for kind, soft, hard in table(limits, base):
        try:
            resource.setrlimit(kind, (soft, hard))
        except (ValueError, OSError):
            continue


def ahead(limits: dict[str, Any], base: int) -> list[tuple[int, tuple[int, int]]]:
    """What the zygote sets on a child: all but the open files, since a child that settles needs high descriptors."""
    return [(kind, (soft, hard)) for kind, soft, hard in table(limits, base) if kind != resource.RLIMIT_NOFILE]


def apply_files(limits: dict[str, Any]) -> None:
    """The limit that `ahead` leaves to the child."""
    files = int(limits["open_files"])
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    except (ValueError, OSError):
        return


_present = functools.cache(resource.getrlimit)


def remote() -> bool:
    """Whether the zygote can set the limits of a child, which spares the child the work."""
    return hasattr(resource, "prlimit")
