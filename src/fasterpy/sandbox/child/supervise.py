"""Watches a run that takes long from outside, until it ends: wall clock, output, memory, processes, the caller."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections.abc import Callable
from typing import Any

LOOK_EVERY_NS = 50_000_000
_ALLOWANCE_MB = 128
"""Resident memory of the harness and of preloaded modules."""
_PAGE = os.sysconf("SC_PAGESIZE")


class ParentGoneError(OSError):
    """Nobody waits for the answer any more."""


Census = Callable[[], tuple[int, int]]
"""Gives (processes, resident bytes) of everything that runs in the sandbox."""


def watch(
    pid: int,
    ends: int,
    parent: int,
    stdout: int,
    limits: dict[str, Any],
    deadline: int,
    census: Census | None = None,
) -> str:
    """Wait for ``pid`` until the ``deadline`` (``time.perf_counter_ns``); look now and then at its limits.

    Gives the limit for which it was killed, if it was; it remains to be waited for. ``ends`` becomes readable when the
    child ends; -1 where the system has no such descriptor.
    """
    poll = select.poll()
    poll.register(parent, HANG_UP)
    if ends >= 0:
        poll.register(ends, select.POLLIN)
    look = 0
    while True:
        now = time.perf_counter_ns()
        if (ends < 0 or now >= deadline) and ended(pid):
            return ""
        if now >= min(deadline, look):
            killed = over((deadline - now) / 1e9, stdout, limits, census)
            if killed:
                kill(pid)
                return killed
            look = now + LOOK_EVERY_NS
        wait = 1 if ends < 0 else max(0, -((now - min(deadline, look)) // 1_000_000))
        for fd, _ in poll.poll(wait):
            if fd == parent:
                kill(pid)
                raise ParentGoneError
            return ""


HANG_UP = getattr(select, "POLLRDHUP", 0)


def over(left: float, stdout: int, limits: dict[str, Any], census: Census | None) -> str:
    """The limit that the run has passed, or an empty string.

    Process count and memory are looked at here too: RLIMIT_NPROC spares root, and RLIMIT_AS is for each process alone.
    """
    if left <= 0:
        return "timeout"
    if os.fstat(stdout).st_size > limits["output_bytes"]:
        return "output"
    if census is not None:
        processes, resident = census()
        if processes > limits["processes"] + 1:
            return "processes"
        if resident > (limits["memory_mb"] + _ALLOWANCE_MB) << 20:
            return "memory"
    return ""


def census() -> tuple[int, int]:
    """Everyone in this PID namespace but the zygote itself."""
    pids = [name for name in os.listdir("/proc") if name.isdigit() and name != "1"]
    resident = 0
    for name in pids:
        with contextlib.suppress(OSError, ValueError, IndexError), open(f"/proc/{name}/statm", "rb", 0) as file:
            words = file.read().split()
            resident += (int(words[1]) - int(words[2])) * _PAGE
    return len(pids), resident


def end_of(pid: int) -> int:
    """A descriptor that becomes readable when the child ends; -1 where the system has none."""
    try:
        return os.pidfd_open(pid)
    except (AttributeError, OSError):
        return -1


def ended(pid: int) -> bool:
    """Whether a child has ended; it still has to be waited for."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def kill(pid: int) -> None:
    """End a child and its process group."""
    with contextlib.suppress(OSError):
        os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        os.killpg(pid, signal.SIGKILL)
