"""A process that keeps the memory of a run until the caller has its answer.

The end of a child is told to its parent only once its memory is taken apart, page by page: more than half a millisecond
of the time for which the caller waits. Where another process shares that memory, the end is told at once, and the
memory goes with the last of the two. The keeper is that process: forked by the child while that waits for its job, it
sleeps in the kernel with all signals blocked, and the zygote ends it before it forks again. It has what the child has
and no more, so code that wakes it up gains a second process, such as it may fork itself.

Runs that take long are watched, and have none from then on: everyone whom the zygote counts then belongs to the run.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
from collections.abc import Callable
from typing import Any

from fasterpy.sandbox.child import calls, supervise

_VM, _PARENT, _TELL = 0x100, 0x8000, 0x100000
"""CLONE_VM, CLONE_PARENT, CLONE_PARENT_SETTID."""
_PAGE = os.sysconf("SC_PAGESIZE")
_SHARED, _READ_WRITE = 0x21, 3
"""MAP_SHARED | MAP_ANONYMOUS, PROT_READ | PROT_WRITE."""
_STACK = 16 << 10
_SETMASK = int(getattr(signal, "SIG_SETMASK", 2))
_LIST_BYTES = 256


class Keeper:
    """For a zygote that is the first process of its PID namespace: each run's keeper, one after the other."""

    def __init__(self) -> None:
        self._libc: Any = ctypes.PyDLL(None)
        self._libc.mmap.restype = ctypes.c_void_p
        place = self._libc.mmap(None, ctypes.c_size_t(_PAGE), _READ_WRITE, _SHARED, -1, ctypes.c_long(0))
        if place in (None, ctypes.c_void_p(-1).value):
            raise OSError("no shared memory")
        self._list = os.open(f"/proc/self/task/{os.getpid()}/children", os.O_RDONLY | os.O_CLOEXEC)
        # Written by the kernel alone: a child has no access to this page any more when foreign code starts there.
        self._pid = ctypes.c_int.from_address(place)
        self.start = self._starter(place)

    def _starter(self, place: int) -> Callable[[], None]:
        """For the child: have a keeper, if the system lets it."""
        clone, sigprocmask, munmap = self._libc.clone, self._libc.sigprocmask, self._libc.munmap
        stack = ctypes.create_string_buffer(_STACK)
        top = ctypes.c_void_p((ctypes.addressof(stack) + _STACK) & ~63)
        sleep, told = ctypes.cast(self._libc.pause, ctypes.c_void_p), ctypes.c_void_p(place)
        flags, size = _VM | _PARENT | _TELL, ctypes.c_size_t(_PAGE)
        every, before = (ctypes.c_uint64 * 16)(*(2**64 - 1,) * 16), (ctypes.c_uint64 * 16)()

        def start(_stack: Any = stack) -> None:
            sigprocmask(_SETMASK, every, before)
            clone(sleep, top, flags, None, told, None, None)
            sigprocmask(_SETMASK, before, None)
            munmap(told, size)

        return start

    def expect(self) -> None:
        """Before the zygote forks: nothing is known of the next child's keeper."""
        self._pid.value = 0

    def alone(self) -> bool:
        """Whether, after the end of the child, its keeper is all that is left of the run."""
        pid = self._pid.value
        return pid > 0 and os.pread(self._list, _LIST_BYTES, 0) == b"%d " % pid

    def dismiss(self) -> None:
        """End it now."""
        pid = self._pid.value
        if pid > 0:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            self._pid.value = 0


def keeper() -> Keeper | None:
    """None where the system cannot do it, or would not tell the zygote of the end of a child."""
    ends = supervise.end_of(os.getpid())
    if ends < 0 or not calls.KNOWN:
        return None
    os.close(ends)
    try:
        return Keeper()
    except (OSError, AttributeError):
        return None
