"""Watches one child from outside until it ends: wall clock, output, memory, process count, and the parent's life."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections.abc import Callable
from typing import Any

from fasterpy.sandbox.child.channel import MAX_FRAME

_LOOK_EVERY_NS = 50_000_000
_QUIET_MS = 2
_ALLOWANCE_MB = 128
"""Resident memory of the harness and of preloaded modules."""
_PAGE = os.sysconf("SC_PAGESIZE")


class ParentGoneError(OSError):
    """Nobody waits for the answer any more."""


Census = Callable[[], tuple[int, int]]
"""Gives (processes, resident bytes) of everything that runs in the sandbox."""


def supervise(
    pid: int,
    reader: int,
    parent: int,
    stdout: int,
    limits: dict[str, Any],
    census: Census | None = None,
    timed: bool = False,
) -> dict[str, Any]:
    """Wait for ``pid``. Gives how it ended, its resource use, and every byte it sent over ``reader``.

    A run that is ``timed`` is left alone as long as possible: this process shares its core.
    """
    began = time.perf_counter_ns()
    deadline = began + int(limits["wall_s"] * 1e9)
    look = began + _LOOK_EVERY_NS
    killed = ""
    os.set_blocking(reader, False)
    data = bytearray()
    ends = _end_of(pid)
    poll = select.poll()
    poll.register(parent, select.POLLRDHUP if hasattr(select, "POLLRDHUP") else 0)
    if ends is not None:
        poll.register(ends, select.POLLIN)
    # The pipe holds what most runs send: it is read at the end, or from here on. Waking up for every message would
    # take the processor from the run.
    listening = False
    wait = _LOOK_EVERY_NS // 1_000_000 if timed else _QUIET_MS
    done = None
    while done is None:
        for fd, event in poll.poll(wait):
            if fd == reader:
                if event & select.POLLIN:
                    _drain(reader, data)
                if len(data) > MAX_FRAME or not event & select.POLLIN:
                    poll.unregister(reader)
            elif fd == parent:
                _kill(pid)
                raise ParentGoneError
            else:
                done = _reap(pid)
        if done is not None:
            break
        if not listening:
            poll.register(reader, select.POLLIN)
            listening = True
        now = time.perf_counter_ns()
        if ends is None:
            done = _reap(pid)
        if done is None and now >= min(deadline, look):
            done = _reap(pid) if now >= deadline else None
            killed = "" if done is not None else over((deadline - now) / 1e9, stdout, limits, census)
            if killed:
                _kill(pid)
                done = _reap(pid, wait=True)
            look = now + _LOOK_EVERY_NS
        wait = 1 if ends is None else max(0, -((now - min(deadline, look)) // 1_000_000))
    ended = time.perf_counter_ns()
    _drain(reader, data)
    if ends is not None:
        os.close(ends)
    status, usage = done
    return {
        "killed": killed,
        "exit_code": os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1,
        "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
        "began_ns": began,
        "ended_ns": ended,
        "cpu_ns": int((usage.ru_utime + usage.ru_stime) * 1e9),
        "peak_kb": usage.ru_maxrss,
        "stdout_bytes": os.fstat(stdout).st_size,
        "data": bytes(data),
    }


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


def _drain(reader: int, data: bytearray) -> None:
    try:
        while len(data) <= MAX_FRAME:
            part = os.read(reader, 1 << 20)
            if not part:
                return
            data += part
    except BlockingIOError:
        return


def _end_of(pid: int) -> int | None:
    """A descriptor that becomes readable when the child ends; None where the system has none."""
    try:
        return os.pidfd_open(pid)
    except (AttributeError, OSError):
        return None


def _reap(pid: int, wait: bool = False) -> tuple[int, Any] | None:
    found, status, usage = os.wait4(pid, 0 if wait else os.WNOHANG)
    return (status, usage) if found else None


def _kill(pid: int) -> None:
    with contextlib.suppress(OSError):
        os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        os.killpg(pid, signal.SIGKILL)
