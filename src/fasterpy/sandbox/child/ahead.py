"""Pages that a run is going to write to, had copied by the kernel while a child waits for its job.

What a run costs its caller is mostly the first writing to each page that parent and child share, some 200 of them. Two
scouts, forked once, show which: one settles as every child does, the other also runs a text of our own. The pages that
only the second has for itself are what a child asks for when its job is not there yet; nothing else about it changes.
"""

from __future__ import annotations

import ctypes
import os
import select
from array import array
from collections.abc import Callable, Iterable
from time import perf_counter_ns

from fasterpy.sandbox.child import syscalls
from fasterpy.sandbox.child.harness import cpu_clock

_SOON_S, _LATER_S = 0.0003, 0.003
"""A job that comes sooner has not to wait. Where others want the core too, there is nothing to give away so soon."""
_PAGE = os.sysconf("SC_PAGESIZE")
_LARGEST = 1 << 30
_PRESENT, _EXCLUSIVE, _OF_FILE = 1 << 63, 1 << 56, 1 << 61
_READ, _WRITE = 22, 23
"""MADV_POPULATE_READ and _WRITE: since Linux 5.14; refused by older ones, which costs nothing."""

Area = tuple[int, int, bool]
Pages = list[tuple[int, int, int]]
"""(address, bytes, advice)."""


def areas() -> list[Area]:
    """(start, end, whether it is written to) of all memory of this process."""
    found: list[Area] = []
    with open("/proc/self/maps") as file:
        for line in file:
            span, modes, *_ = line.split()
            start, end = (int(number, 16) for number in span.split("-"))
            if modes[3] == "p" and modes[0] == "r" and end - start < _LARGEST and "[v" not in line:
                found.append((start, end, modes[1] == "w"))
    return found


def nameless() -> list[tuple[int, int]]:
    """(start, end) of writable memory that belongs to no file."""
    with open("/proc/self/maps") as file:
        words = [line.split() for line in file]
    spans = [w[0].split("-") for w in words if w[1] == "rw-p" and w[4] == "0" and "[stack]" not in w]
    return [(int(start, 16), int(end, 16)) for start, end in spans]


def look(found: Iterable[Area]) -> list[bytes]:
    """The kernel's words, one of 8 bytes for every page of the areas."""
    fd = os.open("/proc/self/pagemap", os.O_RDONLY)
    try:
        return [os.pread(fd, (end - start) // _PAGE * 8, start // _PAGE * 8) for start, end, _ in found]
    finally:
        os.close(fd)


def learn(scout: Callable[[str, list[Area]], bytes], kinds: Iterable[str]) -> dict[str, Pages]:
    """What the scouts show for each kind of run; nothing where the system does not let them look.

    ``scout`` forks one that does what a child does, with a run of that kind or (``""``) without, and gives what it has
    seen (`look`).
    """
    try:
        found = areas()
        before = syscalls.prctl(syscalls.PR_GET_DUMPABLE)
        syscalls.prctl(syscalls.PR_SET_DUMPABLE, 1)  # no foreign code runs yet; else only root may look at itself
        try:
            idle, *busy = (array("Q", scout(kind, found)) for kind in ("", *kinds))
        finally:
            syscalls.prctl(syscalls.PR_SET_DUMPABLE, before)
    except (OSError, ValueError, AttributeError):
        return {}
    return {kind: _new(found, idle, words) for kind, words in zip(kinds, busy, strict=True)}


def _new(found: list[Area], idle: array[int], busy: array[int]) -> Pages:
    pages: Pages = []
    if len(idle) != len(busy) or len(idle) != sum((end - start) // _PAGE for start, end, _ in found):
        return pages
    at = 0
    for start, end, written in found:
        size = (end - start) // _PAGE
        wanted = [_own(busy[at + i], written) and not _own(idle[at + i], written) for i in range(size)]
        at += size
        pages += _runs(start, wanted, _WRITE if written else _READ)
    return pages


def _own(word: int, written: bool) -> bool:
    if not written:
        return bool(word & _PRESENT)
    return bool(word & _PRESENT and word & _EXCLUSIVE and not word & _OF_FILE)


def _runs(start: int, wanted: list[bool], advice: int) -> Pages:
    pages: Pages = []
    first = -1
    for index, is_wanted in enumerate([*wanted, False]):
        if is_wanted and first < 0:
            first = index
        elif not is_wanted and first >= 0:
            pages.append((start + first * _PAGE, (index - first) * _PAGE, advice))
            first = -1
    return pages


def asker() -> Callable[[Pages], None]:
    """A function that has the kernel copy pages now. The C library's function, which keeps the interpreter's lock."""
    library = ctypes.PyDLL(None)
    madvise = getattr(library, "madvise", None)
    if madvise is not None:
        madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)

    def ask(pages: Pages) -> None:
        if madvise is not None:
            for page in pages:
                madvise(*page)

    return ask


def idle(fd: int, since: int) -> bool:
    """Whether nothing comes on ``fd`` for some time; ``since`` is when this process was forked, on the clock."""
    crowded = perf_counter_ns() - since > 2 * cpu_clock()
    return not select.select((fd,), (), (), _LATER_S if crowded else _SOON_S)[0]
