"""New namespaces for the zygote: users, mounts, processes, network, IPC, host name."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable

from fasterpy.sandbox.child import syscalls
from fasterpy.sandbox.child.syscalls import NEWCGROUP, NEWIPC, NEWNET, NEWNS, NEWPID, NEWUSER, NEWUTS

_INNER = NEWPID | NEWNET | NEWIPC | NEWUTS


def enter(before: Callable[[int], Callable[[], None]], sock: socket.socket) -> str:
    """Enter new namespaces; returns in their first process. The caller's own process stays outside as the monitor.

    ``before`` gets the new process's id, while that process waits, and gives what the monitor does after its end.
    Returns in words what was entered. Raises OSError, with nothing changed, when the system allows none of it.
    """
    uid, gid = os.getuid(), os.getgid()
    words = "user, mount, pid, net, ipc, uts"
    try:
        syscalls.unshare(NEWUSER | _INNER)
    except OSError:
        syscalls.unshare(_INNER)  # root of a system that forbids user namespaces
        words = "mount, pid, net, ipc, uts"
    else:
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{uid} {uid} 1")
        _write("/proc/self/gid_map", f"{gid} {gid} 1")
    try:
        syscalls.unshare(NEWCGROUP)
    except OSError:
        words += "; no cgroup"
    hold_read, hold_write = os.pipe()
    pid = os.fork()
    if pid:
        _monitor(pid, sock, before, hold_read, hold_write)
    os.close(hold_write)
    syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
    go = os.read(hold_read, 1)
    os.close(hold_read)
    if not go:
        os._exit(1)
    syscalls.unshare(NEWNS)  # here, so that the monitor keeps the outer view and can clean up in it
    return words


def _monitor(pid: int, sock: socket.socket, before: Callable[[int], Callable[[], None]], read: int, write: int) -> None:
    """Outside the namespaces, wait for their first process and leave with it. The kernel then kills the others."""
    os.close(read)
    sock.close()
    after = before(pid)
    os.write(write, b"g")
    os.close(write)
    _, status = os.waitpid(pid, 0)
    after()
    os._exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 1)


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)
