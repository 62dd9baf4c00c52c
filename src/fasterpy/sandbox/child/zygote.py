"""The zygote: single-threaded, preloaded, forks a fresh child per job. It never runs foreign code itself.

One child is always forked ahead and waits, prepared, for the next job; a child still serves exactly one.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import gc
import importlib
import os
import signal
import socket
from collections.abc import Callable
from typing import Any

import msgspec

from fasterpy.sandbox.child import channel, harness, limits, load
from fasterpy.sandbox.child.compiled import Compiled
from fasterpy.sandbox.child.entry import Seat, main
from fasterpy.sandbox.child.forking import forker
from fasterpy.sandbox.child.rehearse import rehearse
from fasterpy.sandbox.child.scratch import Scratch
from fasterpy.sandbox.child.supervise import Census, ParentGoneError, supervise


class Spare:
    """A child that waits for its job, seen from the zygote."""

    __slots__ = ("control", "exit_code", "fds", "pid", "reader", "secret")

    def __init__(self, pid: int, reader: int, control: int, seat: Seat) -> None:
        self.pid, self.reader, self.control = pid, reader, control
        self.fds, self.secret, self.exit_code = seat.fds, seat.secret, seat.exit_code

    def close(self) -> None:
        for fd in (self.reader, self.control, *self.fds):
            try:
                if fd >= 0:
                    os.close(fd)
            except OSError:
                continue


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
    ) -> None:
        self.sock, self.scratch, self.sweep, self.confine, self.census = sock, scratch, sweep, confine, census
        self.timed = timed
        self.base = 0
        self.spare: Spare | None = None
        self._compiled = Compiled()
        self._fork = forker()
        self._tried: set[str] = set()
        self._ready = False

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
                request = msgspec.msgpack.decode(channel.receive(self.sock))
            except (channel.ChannelError, OSError):
                return None
            if self.preload(request["modules"]):
                self.dismiss()
                seat = self.fork()
                if seat is not None:
                    return seat
            used = self.spare
            try:
                answer = self.run(request)
            except ParentGoneError:
                return None
            except Exception as error:
                answer = {"how": "lost", "detail": f"the sandbox failed: {type(error).__name__}: {error}"}
            try:
                channel.send(self.sock, msgspec.msgpack.encode({"how": "ran", **answer}))
            except (OSError, channel.ChannelError):
                return None
            finally:
                self.tidy(used)
            del request, used, answer  # here, not in the child that is forked next

    # ----------------------------------------------------------------------------------------------------- loading

    def preload(self, modules: list[str]) -> bool:
        """Import trusted modules once, so that every child has them already. True when there were new ones."""
        new = [name for name in modules if name not in self._tried]
        if not new and self._ready:
            return False
        for name in new:
            self._tried.add(name)
            with contextlib.suppress(BaseException):  # the child will meet the same error and report it
                importlib.import_module(name)
        load.prelude()
        if not self._ready:
            harness.fresh_streams()
            rehearse()
        self._ready = True
        harness.prepare()
        gc.collect()
        gc.freeze()
        gc.disable()
        self.base = limits.address_space()
        return True

    # ----------------------------------------------------------------------------------------------------- running

    def fork(self) -> Seat | None:
        """A new spare child; in that child, its seat."""
        reader, writer = os.pipe()
        control_reader, control = os.pipe()
        drawn = os.urandom(40)
        seat = Seat(
            base=self.base,
            confine=self.confine,
            control=control_reader,
            cwd=self.scratch.work,
            exit_code=100 + int.from_bytes(drawn[32:36], "big") % 100,
            fds=self.scratch.streams(),
            pipe=writer,
            place=300 + int.from_bytes(drawn[36:], "big") % 600,
            secret=drawn[:32],
            timed=self.timed,
        )
        pid = self._fork()
        if pid == 0:
            return seat
        if pid < 0:
            raise OSError(errno.EAGAIN, "no process could be started")
        os.close(writer)
        os.close(control_reader)
        self.spare = Spare(pid, reader, control, seat)
        return None

    def dismiss(self) -> None:
        """End the waiting child."""
        if self.spare is not None:
            spare, self.spare = self.spare, None
            spare.close()
            with contextlib.suppress(OSError):
                os.kill(spare.pid, signal.SIGKILL)
            with contextlib.suppress(OSError):
                os.waitpid(spare.pid, 0)

    def run(self, request: dict[str, Any]) -> dict[str, Any]:
        """Give the waiting child its job and tell what became of it."""
        job, runner = request["job"], request["runner"]
        code = job["code"]
        compiled = self._compiled.get(code["text"], code["filename"])
        if isinstance(compiled, str):
            return {"how": "unusable", "detail": compiled}
        spare, self.spare = self.spare, None
        assert spare is not None
        if code["kind"] == "program":
            case = job["case"] if "case" in job else job["cases"][0]
            if case["type"] != "stdin":
                return {"how": "unusable", "detail": "input: a program wants a stdin case"}
            try:
                self.scratch.fill(spare.fds[0], case.pop("stdin"))
            except OSError as error:
                return {"how": "unusable", "detail": f"input: does not fit into the sandbox: {error}"}
        elif runner == "function" and job["case"]["type"] == "expression":
            made = self._compiled.get(job["case"]["expression"], "<string>", "eval")
            if isinstance(made, bytes):  # else the child meets the same error and reports it
                job["case"]["compiled"] = made
        order = {"runner": runner, "job": job, "compiled": compiled, "exec": job.get("cold_imports", False)}
        if limits.remote():
            limits.apply(job["limits"], self.base, spare.pid)
        _write(spare.control, msgspec.msgpack.encode(order))
        os.close(spare.control)
        spare.control = -1
        end = supervise(
            spare.pid, spare.reader, self.sock.fileno(), spare.fds[1], job["limits"], self.census, runner == "time"
        )
        end["survivors"] = self.sweep()
        end["frames"], end["clean"] = channel.unseal(spare.secret, end.pop("data"))
        end["expected"] = spare.exit_code
        end["stdout"], end["stderr"] = self.scratch.collect(spare.fds, job["limits"]["output_bytes"])
        return end

    def tidy(self, used: Spare | None) -> None:
        """After a run whose child was ``used``: no process and no file of it remains when the next job is looked at."""
        if used is None or used is self.spare:
            return
        used.close()
        self.sweep()
        self.scratch.wipe()


def _write(fd: int, data: bytes) -> None:
    """All of it, unless the child that should read it has died: what became of it will show."""
    view = memoryview(data)
    while view:
        try:
            view = view[os.write(fd, view) :]
        except BrokenPipeError:
            return


def start(zygote: Zygote) -> None:
    """Serve; in a child, become that child."""
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(zygote))  # never freed: a child would only copy pages to take it apart
    seat = zygote.serve()
    if seat is None:
        zygote.dismiss()
        zygote.sweep()
        zygote.scratch.remove()
        os._exit(0)
    del zygote
    main(seat)
