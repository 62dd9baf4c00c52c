"""Sets up, once per zygote, every protection that this system has, and says what it got."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

from fasterpy.sandbox.child import cgroup, landlock, namespaces, seccomp, sweep, syscalls, view
from fasterpy.sandbox.child.supervise import Census, census

_PROCESSES = 160
_MEMORY_MB = 8192
_THREAD_STACK = 8 << 20


class Found:
    """What was set up. ``report`` holds (layer, in force, detail)."""

    def __init__(self, root: str) -> None:
        self.work = os.path.join(root, "work")
        self.io = os.path.join(root, "io")
        self.staying: frozenset[str] = frozenset()
        self.wiped: tuple[str, ...] = (self.work, self.io)
        self.report: list[tuple[str, bool, str]] = []
        self.confine: Callable[[], None] | None = None
        self.census: Census | None = None
        self.alone = False
        """Whether this process and its children are all that there is in its PID namespace."""
        self.sweep: Callable[[], int] = sweep.reap

    def say(self, name: str, active: bool, detail: str) -> None:
        self.report.append((name, active, detail))


def setup(options: dict[str, Any], sock: socket.socket) -> Found:
    """Put the layers in force. With mode ``off``, or where a system has none, less is; the report says so."""
    found = Found(options["root"])
    found.say("environment", True, "scrubbed; secrets and user settings removed")
    found.say("rlimits", True, "processor time, memory, file size, processes, open files, core")
    if options["cpu"] >= 0:
        with contextlib.suppress(OSError, AttributeError):
            os.sched_setaffinity(0, {options["cpu"]})
    if sys.platform == "linux" and options["mode"] != "off":
        _linux(found, options, sock)
    else:
        _portable(found, options["mode"])
    for directory in {found.work, found.io}:
        os.makedirs(directory, mode=0o700, exist_ok=True)
    os.environ["HOME"] = os.environ["TMPDIR"] = found.work
    return found


def _portable(found: Found, mode: str) -> None:
    """What holds everywhere: a process group of its own, limits, descriptors, environment."""
    reason = "the sandbox is off" if mode == "off" else f"not available on {sys.platform}"
    for name in ("namespaces", "files", "network", "landlock", "seccomp", "cgroup"):
        found.say(name, False, reason)
    found.sweep = sweep.descendants
    if sys.platform == "linux":
        found.confine = _die_with_parent
        with contextlib.suppress(OSError):
            syscalls.prctl(syscalls.PR_SET_CHILD_SUBREAPER, 1)
    found.say("processes", False, f"{reason}; own process group, killed after every run")


def _die_with_parent() -> None:
    syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)


def _linux(found: Found, options: dict[str, Any], sock: socket.socket) -> None:
    groups = cgroup.Groups(_PROCESSES, _MEMORY_MB)
    separate = True
    try:
        words = namespaces.enter(lambda pid: _cleanup(groups.add(pid), options["root"]), sock)
    except OSError as error:
        groups.remove()
        groups.limits.clear()
        separate, words = False, str(error)
    found.say("namespaces", separate, words)
    found.say("cgroup", bool(groups.limits), ", ".join(groups.limits) or "no writable control group")
    files = separate and _files(found, options)
    _processes(found, separate)
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
    _landlock(found, options, files)
    with contextlib.suppress(OSError):
        syscalls.drop_capabilities()
    syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)
    syscalls.default_thread_stack(_THREAD_STACK)
    filtered = _seccomp(found, separate)
    found.say("network", separate or filtered, "own empty network" if separate else "sockets refused")


def _cleanup(remove: Callable[[], None], root: str) -> Callable[[], None]:
    """What the monitor does when all is over."""

    def clean() -> None:
        remove()
        for directory in (os.path.join(root, "work"), os.path.join(root, "io"), root):
            with contextlib.suppress(OSError):
                os.rmdir(directory)

    return clean


def _files(found: Found, options: dict[str, Any]) -> bool:
    try:
        proc, staying = view.build(options["root"], options["readable"], options["homes"], options["scratch_mb"])
    except OSError as error:
        found.say("files", False, str(error))
        return False
    found.census = census if proc else None
    found.work, found.io, found.wiped = "/run/work", "/run/io", ("/run/work", "/tmp", "/dev/shm", "/run/io")
    found.staying = staying
    found.say("files", True, "allowlist, read-only; private /tmp" + ("" if proc else "; no /proc"))
    return True


def _processes(found: Found, separate: bool) -> None:
    if separate:
        found.sweep, found.alone = sweep.everyone, True
        found.say("processes", True, "own PID namespace, emptied after every run")
        return
    found.sweep = sweep.descendants
    with contextlib.suppress(OSError):
        syscalls.prctl(syscalls.PR_SET_CHILD_SUBREAPER, 1)
        found.say("processes", True, "subreaper: orphans are collected and killed after every run")


def _landlock(found: Found, options: dict[str, Any], files: bool) -> None:
    try:
        abi = landlock.version()
        writable = ["/dev/null", *found.wiped]
        for directory in (found.work, found.io):
            os.makedirs(directory, mode=0o700, exist_ok=True)
        shown = ["/"] if files else [*view.allowlist(options["readable"]), "/proc", "/dev"]
        landlock.restrict(shown, writable, abi)
    except OSError as error:
        found.say("landlock", False, str(error))
        return
    found.say("landlock", True, f"ABI {abi}")
    if not files:  # the second best: what is not in the list cannot be read, but shows
        found.report = [entry for entry in found.report if entry[0] != "files"]
        found.say("files", True, "by Landlock: allowlist, read-only but for a private directory")


def _seccomp(found: Found, separate: bool) -> bool:
    if not separate:
        found.confine = _alone
    try:
        count = seccomp.install()
    except (OSError, KeyError) as error:
        found.say("seccomp", False, str(error))
        return False
    found.say("seccomp", True, f"{count} system calls refused")
    return True


def _alone() -> None:
    """In the child, without a PID namespace: cannot signal the zygote, does not outlive it."""
    _die_with_parent()
    landlock.isolate_signals()


def thread_count() -> int:
    """Threads of this process."""
    with contextlib.suppress(OSError):
        return len(os.listdir("/proc/self/task"))
    return 1
