"""Instructions and cycles of a version through perf events, where the machine has them; else absent, never invented.

Executor-neutral: the counters are attached to every process below this one, with inheritance, so that a child
forked for a run is counted from its birth and folded into its parent's count when it ends. Counts include what the
sandbox does around a call; that is the same for both versions, so differences mean more than ratios.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from fasterpy.protocols import Executor
from fasterpy.records import Case, Code, Limits, TimingJob

Event = tuple[int, int]
INSTRUCTIONS: Event = (0, 1)
CYCLES: Event = (0, 0)
TASK_CLOCK: Event = (1, 1)
"""Nanoseconds on a processor, counted by the kernel: present on every Linux, used to test the mechanism."""

_SYSCALL = {"x86_64": 298, "aarch64": 241}
_ATTRIBUTE_BYTES = 112
_INHERIT, _EXCLUDE_KERNEL, _EXCLUDE_HYPERVISOR = 1 << 1, 1 << 5, 1 << 6


def _open(event: Event, pid: int) -> int | None:
    """A descriptor that counts ``event`` for a process and what it forks; None where that cannot be."""
    number = _SYSCALL.get(os.uname().machine) if sys.platform == "linux" else None
    if number is None:
        return None
    kind, config = event
    flags = _INHERIT | _EXCLUDE_KERNEL | _EXCLUDE_HYPERVISOR
    fields = struct.pack("<IIQQQQQ", kind, _ATTRIBUTE_BYTES, config, 0, 0, 0, flags)
    attribute = ctypes.create_string_buffer(fields.ljust(_ATTRIBUTE_BYTES, b"\0"), _ATTRIBUTE_BYTES)
    fd = ctypes.CDLL(None, use_errno=True).syscall(number, attribute, pid, -1, -1, 0)
    return int(fd) if fd >= 0 else None


def available(event: Event = INSTRUCTIONS) -> bool:
    """Whether this machine counts ``event`` for our own processes."""
    fd = _open(event, 0)
    if fd is None:
        return False
    os.close(fd)
    return True


def descendants() -> list[int]:
    """Processes below this one, ascending."""
    found: list[int] = []
    waiting = [os.getpid()]
    while waiting:
        for children in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
            try:
                below = [int(pid) for pid in children.read_text().split()]
            except OSError:
                continue  # ended meanwhile
            found.extend(below)
            waiting.extend(below)
    return sorted(found)


def count(event: Event, run: Callable[[], bool]) -> int | None:
    """How much ``event`` the processes below this one, and those they fork, add while ``run()`` runs.

    None without the counter, when a process cannot be watched, or when ``run`` says that it failed.
    """
    fds = [_open(event, pid) for pid in descendants()]
    try:
        if not fds or any(fd is None for fd in fds):
            return None
        good = [fd for fd in fds if fd is not None]
        before = sum(_read(fd) for fd in good)
        if not run():
            return None
        return sum(_read(fd) for fd in good) - before
    finally:
        for fd in fds:
            if fd is not None:
                os.close(fd)


def _read(fd: int) -> int:
    return int(struct.unpack("<Q", os.read(fd, 8))[0])


def measure_counters(
    executor: Executor, versions: Sequence[tuple[str, Code]], case: Case, limits: Limits
) -> dict[str, float]:
    """``{"instructions_original": …}`` for each named version that could be counted; empty without counters."""
    found: dict[str, float] = {}
    for label, event in (("instructions", INSTRUCTIONS), ("cycles", CYCLES)):
        if not available(event):
            continue
        for name, code in versions:
            job = TimingJob(code=code, cases=(case,), limits=limits)
            executor.time([job])  # whatever has to be started or compiled is, before the counting
            counted = count(event, lambda job=job: bool(executor.time([job])[0].ns))  # type: ignore[misc]
            if counted:
                found[f"{label}_{name}"] = float(counted)
    return found
