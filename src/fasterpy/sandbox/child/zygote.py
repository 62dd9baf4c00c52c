"""The zygote: single-threaded, preloaded, forks a fresh child per job. It never runs foreign code itself.

One child is always forked ahead and waits, prepared, for the next job; a child still serves exactly one. The zygote
hands the descriptors of a waiting child to its caller, which talks to the child itself; the zygote waits for its end.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import gc
import importlib
import os
import select
import socket
import traceback
from array import array
from collections.abc import Callable
from time import perf_counter_ns
from typing import Any

import msgspec

from fasterpy.sandbox.child import ahead, calls, channel, harness, limits, load, notes, rehearse
from fasterpy.sandbox.child.entry import Seat, main, scout
from fasterpy.sandbox.child.forking import forker, gather
from fasterpy.sandbox.child.keeper import Keeper
from fasterpy.sandbox.child.scratch import Scratch
from fasterpy.sandbox.child.supervise import Census, ParentGoneError, end_of, kill, watch

LOG = 1000
"""Where the zygote's own last words go: the first three descriptors are those of the child that it forks next."""

_COURTESY_S = 0.0002
"""The caller reads of the end first: where both share a core, it would otherwise get to run after the next fork."""
_APART = 15
"""Ends for which a caller that was on another core is taken to be there still."""


_SET = notes.pack(notes.SET, 0, 0, 0, 0, 0, notes.NOBODY)


class Spare:
    """A child that waits for its job or runs it, seen from the zygote."""

    __slots__ = ("ends", "pid")

    def __init__(self, pid: int, ends: int) -> None:
        self.pid, self.ends = pid, ends


class Zygote:
    """Serves jobs from ``sock`` until the other side closes it."""

    def __init__(
        self,
        sock: socket.socket,
        scratch: Scratch,
        sweep: Callable[[], int],
        confine: Callable[[], None] | None = None,
        census: Census | None = None,
        timed: bool = False,
        keeper: Keeper | None = None,
    ) -> None:
        self.sock, self.scratch, self.sweep, self.confine, self.census = sock, scratch, sweep, confine, census
        self.timed, self.keeper = timed, keeper
        self.base = 0
        self.spare: Spare | None = None
        self._fork = forker()
        self._wait = calls.waiter()
        self._limits: dict[str, Any] = {}
        self._entries: list[calls.Limit] = []
        self._restrict = calls.limiter(())
        self._asked = False
        self._passed = array("i", (0, 0, 0, 1, 2))
        self._tried: set[str] = set()
        self._loads = -1
        self._pages: dict[str, ahead.Pages] = {}
        self._kind = ""
        self._runs = 0
        self._apart = 0
        self._poll = select.poll()
        self._poll.register(sock, select.POLLIN)

    def serve(self) -> Seat | None:
        """Answer requests. Returns None at the end; in a forked child, returns that child's seat.

        Returning the seat, rather than running it here, takes the zygote's frames off the child's stack.
        """
        while True:
            if self.spare is None:
                seat = self.fork()
                if seat is not None:
                    return seat
            try:
                if not self.attend():
                    return None
            except (ParentGoneError, channel.ChannelError, BrokenPipeError, ConnectionError):
                return None

    # ----------------------------------------------------------------------------------------------------- loading

    def preload(self, modules: list[str]) -> None:
        """Import trusted modules once, so that every child has them already."""
        for name in modules:
            if name not in self._tried:
                self._tried.add(name)
                with contextlib.suppress(BaseException):  # the child will meet the same error and report it
                    importlib.import_module(name)
        load.prelude()
        if self._loads < 0:
            harness.fresh_streams()
            rehearse.rehearse()
        self._loads += 1
        harness.prepare()
        gc.collect()
        gc.freeze()
        gc.disable()
        with contextlib.suppress(OSError):
            gather(ahead.nameless())
        self.base = limits.address_space()
        if self._limits:
            self._set_limits()
        if self._loads == 0:  # later modules change little about it
            self._pages = ahead.learn(self.scout, ("time",) if self.timed else ("function", "program"))
            gc.freeze()

    # ----------------------------------------------------------------------------------------------------- running

    def scout(self, kind: str, found: list[ahead.Area]) -> bytes:
        """What a child's memory looks like before its job, or after one."""
        seat, reader, control = self.seat()
        example = rehearse.example(kind) if kind else b""
        pid = self._fork()
        if pid == 0:
            scout(seat, found, kind, example)
        os.close(seat.pipe)
        parts = []
        while part := os.read(reader, 1 << 16):
            parts.append(part)
        for fd in (reader, control, seat.control):
            os.close(fd)
        os.waitpid(pid, 0)
        return b"".join(parts)

    def seat(self, keeper: Keeper | None = None) -> tuple[Seat, int, int]:
        """A seat for one child; where its answer is read and where its order is written."""
        reader, writer = os.pipe()
        control_reader, control = os.pipe()
        drawn = os.urandom(40)
        # Put into its place here: the child would have to copy more pages for it.
        place = os.dup2(writer, 300 + int.from_bytes(drawn[36:], "big") % 600, False)
        os.close(writer)
        self.scratch.streams()
        seat = Seat(
            base=self.base,
            confine=self.confine,
            control=control_reader,
            cwd=self.scratch.work,
            exit_code=100 + drawn[32] % 100,
            keep=None if keeper is None else keeper.start,
            pages=self._pages.get(self._kind, []),
            pipe=place,
            secret=drawn[:32],
            since=perf_counter_ns(),
            timed=self.timed,
        )
        return seat, reader, control

    def fork(self) -> Seat | None:
        """A new spare child; in that child, its seat."""
        if self.keeper is not None:
            self.keeper.expect()
        seat, reader, control = self.seat(self.keeper)
        pid = self._fork()
        if pid == 0:
            return seat
        if pid < 0:
            raise OSError(errno.EAGAIN, "no process could be started")
        os.close(seat.pipe)
        os.close(seat.control)
        self._restrict(pid)
        passed = self._passed
        passed[0], passed[1] = control, reader
        note = notes.pack(notes.WAITS, seat.exit_code, self._loads, self._runs, 0, 0, seat.secret)
        self.sock.sendmsg((note,), ((socket.SOL_SOCKET, socket.SCM_RIGHTS, passed),))
        os.close(control)
        os.close(reader)
        if self._asked:
            self._asked = False
            self.sock.send(_SET)
        self.spare = Spare(pid, end_of(pid))
        if self.spare.ends >= 0:
            self._poll.register(self.spare.ends, select.POLLIN)
        return None

    def attend(self) -> bool:
        """Wait for the child's end, or for what the caller wants. False when the caller has gone."""
        spare = self.spare
        assert spare is not None
        for fd, _ in self._poll.poll():
            if fd == spare.ends:
                self.end("")
                return True
        data = channel.receive(self.sock)
        if not data:  # `notes.GO_ON`, late
            return True
        wish = msgspec.msgpack.decode(data)
        if "modules" in wish:
            self.dismiss()
            self.preload(wish["modules"])
        elif "limits" in wish:
            self._limits, self._kind = wish["limits"], wish["runner"]
            if self._set_limits():
                self._restrict(spare.pid)
                self.sock.send(_SET)
            else:
                self.dismiss()
                self._asked = True
        elif wish["run"] == self._runs:
            over, census = wish["deadline"], self.count if self.census is not None else None
            self.end(watch(spare.pid, spare.ends, self.sock.fileno(), 1, wish["watch"], over, census))
        return True

    def _set_limits(self) -> bool:
        """Limits of the runs to come. False: a child that has those before cannot get them, since they only go down."""
        before, self._entries = dict(self._entries), limits.ahead(self._limits, self.base) if limits.remote() else []
        self._restrict = calls.limiter(self._entries)
        return all(pair[1] <= before[kind][1] for kind, pair in self._entries if kind in before)

    def count(self) -> tuple[int, int]:
        """(processes, resident bytes) of the run, without a keeper, which would count its memory twice.

        Each time, not once: on a crowded machine a child may be late to have one.
        """
        assert self.census is not None
        if self.keeper is not None:
            self.keeper.dismiss()
        return self.census()

    def end(self, killed: str) -> None:
        """Say how the child ended. No process and no file of the run remains when the next child is forked."""
        spare, self.spare = self.spare, None
        assert spare is not None
        status, cpu, peak = self._wait(spare.pid)
        ended = perf_counter_ns()
        kept = self.keeper is not None and self.keeper.alone()
        if kept:
            calls.kill_everyone()  # nothing of the run can change any more; the rest takes its time
        else:
            self.sweep()
        asks = 0 if self._apart else notes.ASKS
        number, core = notes.KILLED.index(killed) | asks, notes.CORES[calls.core()]
        self.sock.send(notes.pack(notes.ENDED, number, status, ended, cpu, peak, core))
        if not asks:
            self._apart -= 1
        elif select.select((self.sock,), (), (), _COURTESY_S)[0] and self.sock.recv(4, socket.MSG_PEEK) == notes.GO_ON:
            self.sock.recv(4)
            self._apart = _APART
        if kept:
            self.sweep()
        self._runs += 1
        self._forget(spare)
        self.scratch.wipe()

    def _forget(self, spare: Spare) -> None:
        if spare.ends >= 0:
            self._poll.unregister(spare.ends)
            os.close(spare.ends)

    def dismiss(self) -> None:
        """End the waiting child."""
        if self.spare is not None:
            spare, self.spare = self.spare, None
            kill(spare.pid)
            with contextlib.suppress(OSError):
                os.waitpid(spare.pid, 0)
            self._forget(spare)
            if self.keeper is not None:
                self.keeper.dismiss()


def start(zygote: Zygote) -> None:
    """Serve; in a child, become that child."""
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(zygote))  # never freed: a child would only copy pages to take it apart
    try:
        seat = zygote.serve()
    except BaseException:
        os.write(LOG, traceback.format_exc().encode())
        os._exit(1)
    if seat is None:
        zygote.dismiss()
        zygote.sweep()
        zygote.scratch.wipe()
        zygote.scratch.remove()
        os._exit(0)
    del zygote
    main(seat)
