"""Forking without the interpreter's own hooks.

After ``os.fork`` the interpreter runs what modules registered: ``threading`` renews its locks, ``random`` draws a new
seed. A process with one thread that holds no lock needs none of it (the harness seeds the generators of every run), but
the hooks touch some 200 pages of objects, each of which the kernel then has to copy: half a millisecond in every child.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterable


def catch_up() -> None:
    """What `forker` left out, in the child: for runs whose own time must not begin with the copying of those pages."""
    if forker() is not os.fork:
        ctypes.pythonapi.PyOS_AfterFork_Child()


def forker() -> Callable[[], int]:
    """The C library's ``fork`` where that is enough, else ``os.fork``. Gives 0 in the child; -1 or OSError: failed.

    For processes with a single thread. C libraries have their own hooks (``pthread_atfork``), which do run.
    """
    if sys.platform != "linux" or not getattr(sys, "_is_gil_enabled", lambda: True)():
        return os.fork
    try:
        fork: Callable[[], int] = ctypes.PyDLL(None).fork  # PyDLL: the child must come back holding the interpreter
    except AttributeError:
        return os.fork
    return fork


_HUGE = 2 << 20
_COLLAPSE = 25


def gather(areas: Iterable[tuple[int, int]]) -> None:
    """Return free memory to the system, and have the rest of ``areas`` kept in large pages (Linux 6.1 or newer).

    Every page that is there costs each fork, and each end of a child. In the kernel's books a large page stays one even
    when parent and child write to parts of it.
    """
    library = ctypes.PyDLL(None)
    trim, advise = getattr(library, "malloc_trim", None), getattr(library, "madvise", None)
    if trim is not None:
        trim(0)
    if advise is None:
        return
    for start, end in areas:
        for chunk in range((start + _HUGE - 1) // _HUGE * _HUGE, end - _HUGE + 1, _HUGE):
            advise(ctypes.c_void_p(chunk), ctypes.c_size_t(_HUGE), _COLLAPSE)
