"""Ends whatever a run left behind: daemons, double forks, orphans."""

from __future__ import annotations

import contextlib
import os
import signal

from fasterpy.sandbox.child import calls


def everyone() -> int:
    """In a PID namespace of our own, whose first process we are: kill all others. Gives how many were collected."""
    calls.kill_everyone()
    count = 0
    while calls.collect():
        count += 1
    return count


def descendants() -> int:
    """Without a PID namespace: kill what was reparented to us (we are the subreaper), again until nobody is left."""
    total = 0
    for _ in range(1000):
        pids = _children(os.getpid())
        if not pids:
            break
        for pid in pids:
            with contextlib.suppress(OSError):
                os.killpg(pid, signal.SIGKILL)
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        total += reap(block=True)
    return total + reap()


def reap(block: bool = False) -> int:
    """Collect ended children; with ``block``, until there are none."""
    count = 0
    while True:
        try:
            pid, _ = os.waitpid(-1, 0 if block else os.WNOHANG)
        except ChildProcessError:
            return count
        if pid == 0:
            return count
        count += 1


def _children(parent: int) -> list[int]:
    try:
        with open(f"/proc/{parent}/task/{parent}/children") as file:
            return [int(word) for word in file.read().split()]
    except OSError:
        return _children_by_stat(parent)


def _children_by_stat(parent: int) -> list[int]:
    found = []
    with contextlib.suppress(OSError):
        for name in os.listdir("/proc"):
            if name.isdigit():
                with contextlib.suppress(OSError, ValueError, IndexError), open(f"/proc/{name}/stat") as file:
                    if int(file.read().rpartition(")")[2].split()[1]) == parent:
                        found.append(int(name))
    return found
