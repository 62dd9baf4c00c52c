"""Processes below this one, as the system sees them."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def parents() -> dict[int, int]:
    """Process number to parent's number, of all processes."""
    found = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                found[int(name)] = int(Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[1])
    return found


def children() -> set[int]:
    """Numbers of the processes that this one started."""
    return {pid for pid, parent in parents().items() if parent == os.getpid()}


def descendants(root: int | None = None) -> set[int]:
    """Numbers of all processes below ``root`` (this process)."""
    tree, found, grown = parents(), {root or os.getpid()}, True
    while grown:
        more = {pid for pid, parent in tree.items() if parent in found} - found
        found |= more
        grown = bool(more)
    return found - {root or os.getpid()}


def keepers(root: int | None = None) -> set[int]:
    """Numbers of the processes below ``root`` (this process) that look like a keeper: all signals blocked."""
    found = set()
    for pid in descendants(root):
        with contextlib.suppress(OSError, IndexError, ValueError):
            words = Path(f"/proc/{pid}/status").read_text().split("SigBlk:")[1].split()[0]
            if bin(int(words, 16)).count("1") >= 60:  # the C library and the kernel keep a few for themselves
                found.add(pid)
    return found
