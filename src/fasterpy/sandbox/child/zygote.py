"""The zygote: single-threaded, preloaded, forks a fresh child per job. It never runs foreign code itself."""

from __future__ import annotations

import gc
import hashlib
import importlib
import os
import secrets
import socket
import sys
import types
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import msgspec

from fasterpy.sandbox.child import channel, limits
from fasterpy.sandbox.child.entry import Task, main
from fasterpy.sandbox.child.scratch import Scratch
from fasterpy.sandbox.child.supervise import supervise

_COMPILED = 512


class Zygote:
    """Serves jobs from ``sock`` until the other side closes it."""

    def __init__(self, sock: socket.socket, scratch: Scratch, options: dict[str, Any]) -> None:
        self.sock = sock
        self.scratch = scratch
        self.options = options
        self.confine: Callable[[], None] | None = options.get("confine")
        self.sweep: Callable[[], int] = options["sweep"]
        self.base = 0
        self._compiled: OrderedDict[bytes, types.CodeType | str] = OrderedDict()
        self._tried: set[str] = set()

    def serve(self) -> Task | None:
        """Answer requests. Returns None at the end; in a forked child, returns that child's task.

        Returning the task, rather than running it here, takes the zygote's frames off the child's stack.
        """
        while True:
            try:
                request = msgspec.msgpack.decode(channel.receive(self.sock))
            except (channel.ChannelError, OSError):
                return None
            self.preload(request.get("modules", ()))
            task = self.run(request)
            if task is not None:
                return task

    # ----------------------------------------------------------------------------------------------------- loading

    def preload(self, modules: list[str]) -> None:
        """Import trusted modules once, so that every child has them already."""
        new = [name for name in modules if name not in self._tried]
        if not new and self.base:
            return
        for name in new:
            self._tried.add(name)
            try:
                importlib.import_module(name)
            except BaseException:  # the child will meet the same error and report it
                continue
        gc.collect()
        gc.freeze()
        gc.disable()
        self.base = limits.address_space()

    def compile(self, text: str, filename: str) -> types.CodeType | str:
        """Compiled code, or the syntax error in words."""
        key = hashlib.blake2b(f"{filename}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
        found = self._compiled.get(key)
        if found is None:
            try:
                found = compile(text, filename, "exec", dont_inherit=True)
            except BaseException as error:
                found = f"code: {type(error).__name__}: {error}"
            self._compiled[key] = found
            if len(self._compiled) > _COMPILED:
                self._compiled.popitem(last=False)
        return found

    # ----------------------------------------------------------------------------------------------------- running

    def run(self, request: dict[str, Any]) -> Task | None:
        """Fork a child for one job and answer with what became of it."""
        job, runner = request["job"], request["runner"]
        code = job["code"]
        compiled = self.compile(code["text"], code["filename"])
        if isinstance(compiled, str):
            self.answer({"how": "unusable", "detail": compiled})
            return None
        stdin = b""
        if runner != "function" and code["kind"] == "program":
            case = job["case"] if "case" in job else job["cases"][0]
            if case["type"] != "stdin":
                self.answer({"how": "unusable", "detail": "input: a program wants a stdin case"})
                return None
            stdin = case["stdin"]
        secret, exit_code = secrets.token_bytes(32), 100 + secrets.randbelow(100)
        reader, writer = os.pipe()
        fds = self.scratch.streams(stdin)
        pid = os.fork()
        if pid == 0:
            return Task(
                base=self.base,
                compiled=compiled,
                confine=self.confine,
                cwd=self.scratch.work,
                exit_code=exit_code,
                fds=fds,
                job=job,
                pipe=writer,
                place=300 + secrets.randbelow(600),
                runner=runner,
                secret=secret,
            )
        os.close(writer)
        try:
            end = supervise(pid, reader, self.sock.fileno(), fds[1], job["limits"])
            end["survivors"] = self.sweep()
            frames, clean = channel.unseal(secret, end.pop("data"))
            end["clean"] = clean
            end["frames"] = frames
            end["expected"] = exit_code
            end["stdout"], end["stderr"] = self.scratch.collect(fds, job["limits"]["output_bytes"])
        finally:
            os.close(reader)
            for fd in fds:
                os.close(fd)
            self.scratch.wipe()
        self.answer(end)
        return None

    def answer(self, reply: dict[str, Any]) -> None:
        """To the parent, which may have gone."""
        try:
            channel.send(self.sock, msgspec.msgpack.encode({"how": "ran", **reply}))
        except OSError:
            sys.exit(0)


def start(zygote: Zygote) -> None:
    """Serve; in a child, become that child."""
    task = zygote.serve()
    if task is None:
        os._exit(0)
    del zygote
    main(task)
