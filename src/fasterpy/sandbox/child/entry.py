"""What a freshly forked child does: take its place, hide the harness, wait for its job, run it, deliver, vanish.

All that does not depend on the job is done before the job arrives, while nobody waits.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]
import contextlib
import gc
import marshal
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter_ns
from typing import Any

import msgspec

from fasterpy.sandbox.child import ahead, channel, function, harness, limits, program, rehearse, timing

RUNNERS = {"function": function.observe, "program": program.observe, "time": timing.observe}
_MAX_FD = 1024
_PIPE = 1 << 16
"""A pipe holds no more."""
_encode = msgspec.msgpack.Encoder().encode
_ask = ahead.asker()


@dataclass(slots=True, kw_only=True)
class Seat:
    """What a child inherits: its streams, where its job comes from, where its answer goes, what proves it genuine."""

    base: int
    confine: Callable[[], None] | None
    control: int
    cwd: str
    exit_code: int
    keep: Callable[[], None] | None
    """Starts a process that keeps the memory of this one until its end was told."""
    pages: ahead.Pages
    """What a run is going to write to."""
    pipe: int
    secret: bytes
    since: int
    """When it was forked, on the clock."""
    timed: bool = False
    """Its job will be a timed one: what that needs before it starts is done while nobody waits."""


def main(seat: Seat) -> None:
    """Never returns."""
    try:
        fd, control = _settle(seat)
        box, mark = _deliverer(fd, seat.secret, seat.exit_code)
        base, timed, pages, since = seat.base, seat.timed, seat.pages, seat.since
        if timed:
            harness.touch()
        del seat
        harness.seclude()
        if pages and (timed or ahead.idle(control, since)):
            _ask(pages)
        order = msgspec.msgpack.decode(_order(control))
        job, compiled = order["job"], marshal.loads(order["compiled"])
        if order["expression"]:
            job["case"]["compiled"] = order["expression"]
        run = RUNNERS[order["runner"]]
        if limits.remote():
            limits.apply_files(job["limits"])
        else:
            limits.apply(job["limits"], base)
        if order["exec"]:
            _become(job, mark)
        if job.get("coverage", False) or job.get("lines", False):
            harness.arm()
        gc.enable()
    except BaseException as error:
        with contextlib.suppress(BaseException):
            os.write(2, f"the run could not be prepared: {type(error).__name__}: {error}".encode())
        os._exit(70)
    # ``box.pop()`` is evaluated first and then lives on the evaluation stack alone, where no frame shows it.
    box.pop()(run(job, compiled, mark))


def scout(seat: Seat, found: list[ahead.Area], kind: str, example: bytes) -> None:
    """What `main` does, up to the job or with one of our own, then what memory looks like. Never returns."""
    try:
        fd, control = _settle(seat)
        box = _deliverer(fd, seat.secret, seat.exit_code)
        if seat.timed:
            harness.touch()
        harness.seclude()
        ahead.idle(control, perf_counter_ns())
        if kind:
            gc.enable()
            rehearse.once(os.open(os.devnull, os.O_WRONLY), kind, example)
        for part in ahead.look(found):
            os.write(fd, part)
        del box
    finally:
        os._exit(0)


def _settle(seat: Seat) -> tuple[int, int]:
    """Own session, nothing open that is not its own; gives the descriptors of the result channel and of the order."""
    place, control = seat.pipe, seat.control
    os.closerange(3, control)
    os.closerange(control + 1, place)
    os.closerange(place + 1, _MAX_FD)
    if seat.keep is not None:
        seat.keep()
    os.setsid()
    _signal.signal(_signal.SIGINT, _signal.default_int_handler)  # ``signal`` would go through its enumerations
    os.chdir(seat.cwd)
    if seat.confine is not None:
        with contextlib.suppress(OSError):
            seat.confine()
    return place, control


def _order(control: int) -> bytes:
    """The job, once it comes: its length (4 bytes), then itself. A pipe that is closed: nobody needs this child."""
    part = os.read(control, _PIPE)
    if not part:
        os._exit(0)
    size = int.from_bytes(part[:4], "big")
    parts, left = [part[4:]], size - len(part) + 4
    while left > 0:
        part = os.read(control, _PIPE)
        if not part:
            os._exit(0)
        parts.append(part)
        left -= len(part)
    os.close(control)
    return b"".join(parts)


def _become(job: dict[str, Any], mark: list[Callable[[], None]]) -> None:
    """A program with all that a command costs: a new interpreter takes this process over. Never returns."""
    code = job["code"]
    path = os.path.join(os.getcwd(), os.path.basename(code["filename"]).strip("<>") or "program.py")
    with open(path, "w", encoding="utf-8", errors="surrogatepass") as file:
        file.write(code["text"])
    environment = dict(os.environ)
    if code["search_path"]:
        environment["PYTHONPATH"] = os.pathsep.join(code["search_path"])
    mark.pop()()
    os.execve(sys.executable, [sys.executable, "-s", path], environment)


def _deliverer(fd: int, secret: bytes, code: int) -> tuple[list[Callable[[Any], None]], list[Callable[[], None]]]:
    """([deliver], [mark]): each is used once. ``deliver`` ends the process with the expected exit code."""
    seal = channel.sealer(fd, secret)
    encode, leave, getpid, clock = _encode, os._exit, os.getpid, perf_counter_ns
    pid, flush = getpid(), harness.flush_streams

    def deliver(payload: dict[str, Any]) -> None:
        try:
            if getpid() != pid:  # a copy that the program forked came all the way here
                flush()
                leave(int(payload.get("exit_code", 0)))
            flush()
            payload["end_ns"] = clock()
            try:
                data = encode(payload)
            except BaseException as error:
                data = encode({"status": "crashed", "detail": f"result cannot be encoded: {type(error).__name__}"})
            seal(data)
        except BaseException:
            leave(71)
        leave(code)

    def mark() -> None:
        seal(encode({"start_ns": clock()}))

    return [deliver], [mark]
