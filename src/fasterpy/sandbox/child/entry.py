"""What a freshly forked child does: take its place, hide the harness, run the job, deliver the sealed answer, vanish."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable
from typing import Any

import msgspec

from fasterpy.sandbox.child import channel, function, harness, limits, program, timing

RUNNERS = {"function": function.observe, "program": program.observe, "time": timing.observe}
_MAX_FD = 1024


class Task:
    """All that a child needs; made by the zygote before it forks."""

    __slots__ = ("base", "compiled", "confine", "cwd", "exit_code", "fds", "job", "pipe", "place", "runner", "secret")

    def __init__(self, **values: Any) -> None:
        for name in self.__slots__:
            setattr(self, name, values[name])


def main(task: Task) -> None:
    """Never returns."""
    try:
        os.setsid()
        stdin, stdout, stderr = task.fds
        os.dup2(stdin, 0)
        os.dup2(stdout, 1)
        os.dup2(stderr, 2)
        fd = _place(task.pipe, task.place)
        os.closerange(3, fd)
        os.closerange(fd + 1, _MAX_FD)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(task.cwd)
        limits.apply(task.job["limits"], task.base)
        if task.confine is not None:
            task.confine()
        run, job, compiled = RUNNERS[task.runner], task.job, task.compiled
        box, mark = _deliverer(fd, task.secret, task.exit_code)
        del task
        harness.empty_main()
        harness.fresh_streams()
        harness.seclude()
        gc.enable()
    except BaseException:
        os._exit(70)
    # ``box.pop()`` is evaluated first and then lives on the evaluation stack alone, where no frame shows it.
    box.pop()(run(job, compiled, mark))


def _place(fd: int, lowest: int) -> int:
    import fcntl

    return fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, lowest)


def _deliverer(fd: int, secret: bytes, code: int) -> tuple[list[Callable[[Any], None]], list[Callable[[], None]]]:
    """([deliver], [mark]): each is used once. ``deliver`` ends the process with the expected exit code."""
    seal = channel.sealer(fd, secret)
    encode, leave, pid, getpid = msgspec.msgpack.Encoder().encode, os._exit, os.getpid(), os.getpid
    flush = harness.flush_streams
    from time import perf_counter_ns

    def deliver(payload: dict[str, Any]) -> None:
        try:
            if getpid() != pid:  # a copy that the program forked came all the way here
                flush()
                leave(int(payload.get("exit_code", 0)))
            flush()
            payload["end_ns"] = perf_counter_ns()
            try:
                data = encode(payload)
            except BaseException as error:
                data = encode({"status": "crashed", "detail": f"result cannot be encoded: {type(error).__name__}"})
            seal(data)
        except BaseException:
            leave(71)
        leave(code)

    def mark() -> None:
        seal(encode({"start_ns": perf_counter_ns()}))

    return [deliver], [mark]
