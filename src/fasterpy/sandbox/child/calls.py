"""System calls that a zygote makes between two forks, on buffers that exist already.

What the interpreter's own functions give (times, limits, exceptions) is made of dozens of objects, and every page of
memory that a zygote writes to while it has a child is copied. Elsewhere than on Linux those functions do.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import struct
import sys
from collections.abc import Callable, Sequence

Ending = tuple[int, int, int]
"""(wait status, ns of processor time, peak in kB)."""
Limit = tuple[int, tuple[int, int]]

KNOWN = sys.platform == "linux" and struct.calcsize("l") == 8
_libc = ctypes.PyDLL(None)
_status, _usage = ctypes.c_int(), (ctypes.c_long * 18)()
_status_at, _usage_at = ctypes.byref(_status), ctypes.byref(_usage)
_SEC, _SYSTEM_SEC, _PEAK = 0, 2, 4
_SIGKILL = int(signal.SIGKILL)


def waiter() -> Callable[[int], Ending]:
    """A function that waits for the end of a child."""
    return _wait if KNOWN else _wait_anywhere


def _wait(pid: int) -> Ending:
    if _libc.wait4(pid, _status_at, 0, _usage_at) != pid:
        raise ChildProcessError(f"process {pid} is gone")
    usage = _usage
    seconds = usage[_SEC] + usage[_SYSTEM_SEC]
    return _status.value, seconds * 1_000_000_000 + (usage[_SEC + 1] + usage[_SYSTEM_SEC + 1]) * 1000, usage[_PEAK]


def _wait_anywhere(pid: int) -> Ending:
    _, status, usage = os.wait4(pid, 0)
    return status, int((usage.ru_utime + usage.ru_stime) * 1e9), usage.ru_maxrss


def limiter(entries: Sequence[Limit]) -> Callable[[int], None]:
    """A function that sets these limits on a child. One that the system refuses is left."""
    prlimit = getattr(_libc, "prlimit", None)
    if not KNOWN or prlimit is None:

        def put(pid: int) -> None:
            for kind, pair in entries:
                try:
                    resource.prlimit(pid, kind, pair)
                except (ValueError, OSError):
                    continue

        return put
    ready = [(kind, (ctypes.c_ulong * 2)(*pair)) for kind, pair in entries]

    def place(pid: int) -> None:
        for kind, pair in ready:
            prlimit(pid, kind, pair, None)

    return place


def kill_everyone() -> None:
    """As the first process of a PID namespace: end all others, if there are any."""
    _libc.kill(-1, _SIGKILL)


def collect() -> bool:
    """Wait for the end of one more child; False when there is none."""
    return bool(_libc.waitpid(-1, None, 0) >= 0)


def core() -> int:
    """Number of the core that this process runs on; 256 when unknown or larger."""
    if _getcpu is None:
        return _UNKNOWN
    number = _getcpu()
    return number if 0 <= number < _UNKNOWN else _UNKNOWN


_getcpu = getattr(_libc, "sched_getcpu", None)
_UNKNOWN = 256
