"""The connection to one zygote and to the child that waits there: an order goes to that child, its answer comes back.

The zygote only forks and buries. So it never sees code, input or results, and a run wakes it once, at the end.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
import time
from array import array
from typing import Any

import msgspec

from fasterpy.records import Limits
from fasterpy.sandbox.child import calls, channel, notes

_LOOK_AFTER_NS = 50_000_000
"""A run that takes longer is watched by the zygote (`child.supervise`)."""
_QUIET_MS = 2
_STDERR_TAIL = 64 << 10
_PIPE = 1 << 16
_CLOSE_ON_EXEC = getattr(socket, "MSG_CMSG_CLOEXEC", 0)
_SPACE = socket.CMSG_SPACE(notes.FDS * array("i").itemsize)


class Child:
    """A child that waits for its order: what proves its answer genuine, and the descriptors to reach it by."""

    __slots__ = ("control", "exit_code", "fds", "loads", "number", "reader", "secret")

    def __init__(self, exit_code: int, loads: int, number: int, secret: bytes, fds: list[int]) -> None:
        self.exit_code, self.loads, self.number, self.secret = exit_code, loads, number, secret
        self.control, self.reader, *self.fds = fds

    def close(self) -> None:
        for fd in (self.control, self.reader, *self.fds):
            if fd >= 0:
                os.close(fd)
        self.control, self.reader, self.fds = -1, -1, []


class Line:
    """Talks to a zygote that has said hello. Methods raise OSError or ChannelError when it is gone or too slow."""

    def __init__(self, sock: socket.socket, tells: bool) -> None:
        self._sock, self._tells = sock, tells
        self._child: Child | None = None
        self._kept: tuple[Limits, str] | None = None
        self._loaded: set[str] = set()
        self._loads = 0
        self._end: tuple[Any, ...] = ()
        self._poll = select.poll()
        self._poll.register(sock, select.POLLIN)

    def run(
        self, modules: tuple[str, ...], order: bytes, stdin: bytes, limits: Limits, seconds: float, runner: str
    ) -> dict[str, Any]:
        """One run, and what became of it. ``seconds`` is the longest to wait for anything."""
        deadline = time.monotonic() + seconds
        child = self._ready(modules, limits, runner, deadline)
        self._child = None
        try:
            return self._run(child, order, stdin, limits, deadline, runner == "time")
        finally:
            child.close()

    def close(self) -> None:
        """Close all descriptors."""
        if self._child is not None:
            self._child.close()
            self._child = None
        self._sock.close()

    # --------------------------------------------------------------------------------------------------- before a run

    def _ready(self, modules: tuple[str, ...], limits: Limits, runner: str, deadline: float) -> Child:
        """A child that has the modules and the limits, and knows what kind of job is to be expected."""
        if not self._loaded.issuperset(modules):
            self._send({"modules": modules}, deadline)
            self._loaded.update(modules)
            self._loads += 1
        self._waiting(deadline)
        if (limits, runner) != self._kept:
            self._send({"limits": limits, "runner": runner}, deadline)
            while self._note(deadline) != notes.SET:
                continue
            self._kept = limits, runner
        return self._waiting(deadline)

    def _waiting(self, deadline: float) -> Child:
        while self._child is None or self._child.loads < self._loads:
            self._note(deadline)
        return self._child

    # ------------------------------------------------------------------------------------------------------- the run

    def _run(
        self, child: Child, order: bytes, stdin: bytes, limits: Limits, deadline: float, timed: bool
    ) -> dict[str, Any]:
        problem = ""
        try:
            _fill(child.fds[0], stdin)
        except OSError as error:
            problem = f"input: does not fit into the sandbox: {error}"
        began = time.perf_counter_ns()
        if not problem:
            _write(child.control, order)
        os.close(child.control)
        child.control = -1
        self._end = ()
        data, end = self._answer(child, limits, began, deadline, timed)
        if problem:
            return {"how": "unusable", "detail": problem}
        _, killed, status, ended, cpu, peak, _ = end
        frames, clean = channel.unseal(child.secret, data)
        stdout, stderr = (os.fstat(fd).st_size for fd in child.fds[1:])
        return {
            "how": "ran",
            "killed": notes.KILLED[killed & ~notes.ASKS],
            "exit_code": os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1,
            "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
            "expected": child.exit_code,
            "began_ns": began,
            "ended_ns": ended,
            "cpu_ns": cpu,
            "peak_kb": peak,
            "frames": frames,
            "clean": clean,
            "stdout_bytes": stdout,
            "stdout": _read(child.fds[1], 0, min(stdout, limits.output_bytes)),
            "stderr": _read(child.fds[2], max(0, stderr - _STDERR_TAIL), stderr),
        }

    def _answer(
        self, child: Child, limits: Limits, began: int, deadline: float, timed: bool
    ) -> tuple[bytes, tuple[Any, ...]]:
        """Everything that the child sent, and what the zygote told of its end.

        The pipe holds what most runs send: it is read at the end, or from here on. Waking up for every message would
        take the processor from the run.
        """
        data = bytearray()
        poll, reader = self._poll, child.reader
        os.set_blocking(reader, False)
        over = began + int(limits.wall_s * 1e9)
        watch = min(over, began + _LOOK_AFTER_NS) if self._tells else began
        wait = 0 if not self._tells else _LOOK_AFTER_NS // 1_000_000 if timed else _QUIET_MS
        listening = watched = False
        try:
            while True:
                for fd, event in poll.poll(wait):
                    if fd != reader:
                        self._note(deadline)
                        continue
                    if event & select.POLLIN:
                        _drain(reader, data)
                    if len(data) > channel.MAX_FRAME or not event & select.POLLIN:
                        poll.unregister(reader)
                        reader = -1
                if self._end:
                    break
                now = time.perf_counter_ns()
                if not listening:
                    poll.register(reader, select.POLLIN)
                    listening = True
                if now >= watch and not watched:
                    self._send({"run": child.number, "watch": limits, "deadline": over}, deadline)
                    watched = True
                wait = max(0, int((deadline - time.monotonic()) * 1e3) if watched else (watch - now) // 1_000_000 + 1)
                if watched and not wait:
                    raise channel.ChannelError("no answer in time")
        finally:
            if listening and reader >= 0:
                poll.unregister(reader)
        _drain(child.reader, data)
        return bytes(data), self._end

    # -------------------------------------------------------------------------------------------------------- messages

    def _send(self, wish: dict[str, Any], deadline: float) -> None:
        self._sock.settimeout(max(0.001, deadline - time.monotonic()))
        channel.send(self._sock, msgspec.msgpack.encode(wish))

    def _note(self, deadline: float) -> int:
        """Take in one message from the zygote; gives its kind."""
        self._sock.settimeout(max(0.001, deadline - time.monotonic()))
        data, passed, _, _ = self._sock.recvmsg(notes.SIZE, _SPACE, _CLOSE_ON_EXEC)
        fds = array("i")
        for _, _, content in passed:
            fds.frombytes(content[: len(content) - len(content) % fds.itemsize])
        for fd in fds if not _CLOSE_ON_EXEC else ():
            os.set_inheritable(fd, False)
        while 0 < len(data) < notes.SIZE:
            more = self._sock.recv(notes.SIZE - len(data))
            data = data + more if more else b""
        if not data:
            raise channel.ChannelError("the other side closed the connection")
        note = notes.unpack(data)
        if note[0] == notes.WAITS:
            if len(fds) != notes.FDS:
                raise channel.ChannelError("descriptors were lost on the way")
            if self._child is not None:  # dismissed for one that has more modules, or it ended before it had a job
                self._child.close()
            self._child = Child(note[1], note[2], note[3], note[6], list(fds))
        elif note[0] == notes.ENDED:
            self._end = note
            here = calls.core()
            if note[1] & notes.ASKS and notes.CORES[here] != note[6] and here < len(notes.CORES) - 1:
                self._sock.sendall(notes.GO_ON)
        return int(note[0])


def _fill(fd: int, data: bytes) -> None:
    """Put the data there; the position stays at the start."""
    view, at = memoryview(data), 0
    while at < len(view):
        at += os.pwrite(fd, view[at:], at)


def _write(fd: int, data: bytes) -> None:
    """All of it, unless the child that should read it has died: what became of it will show."""
    view = memoryview(data)
    with contextlib.suppress(BrokenPipeError):
        while view:
            view = view[os.write(fd, view) :]


def _drain(reader: int, data: bytearray) -> None:
    try:
        while len(data) <= channel.MAX_FRAME:
            part = os.read(reader, _PIPE)
            if not part:
                return
            data += part
    except BlockingIOError:
        return


def _read(fd: int, start: int, end: int) -> bytes:
    parts: list[bytes] = []
    while start < end:
        part = os.pread(fd, min(end - start, 1 << 20), start)
        if not part:
            break
        parts.append(part)
        start += len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)
