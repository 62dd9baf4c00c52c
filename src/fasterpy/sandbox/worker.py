"""The parent's end of one zygote process."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from fasterpy.errors import SandboxError
from fasterpy.records import LayerStatus
from fasterpy.sandbox import orders
from fasterpy.sandbox.child import channel
from fasterpy.sandbox.config import SandboxConfig
from fasterpy.sandbox.line import Line

_PACKAGE_ROOT = str(Path(__file__).resolve().parents[2])
_BOOT = str(Path(__file__).resolve().parent / "child" / "boot.py")
_THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
# pandas imports pyarrow, whose allocator starts a thread; a process with threads cannot be forked, so that every run
# would import pandas anew, for half a second.
# Its other allocator takes address space by the gigabyte (unit here: KiB), which is all that a run has by default.
_ALLOCATOR = {"JE_ARROW_MALLOC_CONF": "background_thread:false", "MIMALLOC_ARENA_RESERVE": "65536"}
# A large stack limit has to be in force when the interpreter is executed: the kernel lays out memory for it then.
_LAUNCH = 'ulimit -s 1048576 2>/dev/null || ulimit -s "$(ulimit -H -s)" 2>/dev/null; exec "$@"'


def environment(config: SandboxConfig) -> dict[str, str]:
    """What foreign code sees of the environment: nothing of the user's."""
    base = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": "/tmp",
        "TMPDIR": "/tmp",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }
    return base | dict.fromkeys(_THREADS, "1") | _ALLOCATOR | dict(config.environment)


def homes() -> list[str]:
    """Where this user's secrets live."""
    found = [str(Path("~").expanduser())]
    with contextlib.suppress(ImportError, KeyError):
        import pwd

        found.append(pwd.getpwuid(os.getuid()).pw_dir)
    return [path for path in dict.fromkeys(str(Path(p).resolve()) for p in found) if path != "/"]


class Worker:
    """Starts a zygote with a set of preloaded modules and talks to it, once it was greeted. Not thread-safe."""

    layers: tuple[LayerStatus, ...] = ()
    threads = 0

    def __init__(
        self, config: SandboxConfig, modules: tuple[str, ...] = (), readable: tuple[str, ...] = (), cpu: int = -1
    ) -> None:
        self._root = tempfile.mkdtemp(prefix="fasterpy-")
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the process)
        ours, theirs = socket.socketpair()
        self._sock = ours
        try:
            command = [sys.executable, "-s", "-P", _BOOT, str(theirs.fileno()), _PACKAGE_ROOT]
            self._process = subprocess.Popen(
                ["/bin/sh", "-c", _LAUNCH, "sh", *command],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._log,
                env=environment(config),
                cwd="/",
                start_new_session=True,
            )
        except OSError as error:
            shutil.rmtree(self._root, ignore_errors=True)
            raise SandboxError(f"the sandbox process could not be started: {error}") from error
        finally:
            theirs.close()
        options = {
            "root": self._root,
            "mode": config.mode,
            "modules": list(modules),
            "readable": list(readable),
            "homes": homes(),
            "cpu": cpu,
            "scratch_mb": config.scratch_mb,
        }
        self._line: Line | None = None
        try:
            ours.settimeout(config.start_s)
            channel.send(ours, msgspec.msgpack.encode(options))
        except (OSError, channel.ChannelError) as error:
            raise self._stopped(error) from error

    def begun(self) -> bool:
        """Whether it has something to say; `greet` does not wait then."""
        return bool(select.select([self._sock], [], [], 0)[0])

    def greet(self) -> None:
        """Wait until it is ready. Raises SandboxError, with everything ended, when it will not be."""
        try:
            hello: dict[str, Any] = msgspec.msgpack.decode(channel.receive(self._sock))
        except (OSError, channel.ChannelError, msgspec.DecodeError) as error:
            raise self._stopped(error) from error
        if hello["error"]:
            self.close()
            raise SandboxError(f"the sandbox could not be set up: {hello['error']}")
        self.layers = tuple(LayerStatus(name=n, active=a, detail=d) for n, a, d in hello["layers"])
        self.threads = hello["threads"]
        self._line = Line(self._sock, hello["tells"])

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """One run, told what became of it. Raises SandboxError when the zygote is gone or too slow; closes then."""
        job, runner = request["job"], request["runner"]
        try:
            order, stdin = orders.order(runner, job)
        except orders.UnusableError as error:
            return {"how": "unusable", "detail": str(error)}
        assert self._line is not None
        try:
            return self._line.run(request["modules"], order, stdin, job.limits, seconds, runner)
        except (OSError, channel.ChannelError) as error:
            raise self._stopped(error) from error

    def _stopped(self, error: Exception) -> SandboxError:
        self.close()
        return SandboxError(f"the sandbox process stopped: {error} {self._last_words()}".strip())

    def _last_words(self) -> str:
        with contextlib.suppress(OSError, ValueError):
            size = self._log.seek(0, os.SEEK_END)
            self._log.seek(max(0, size - 2000))
            return self._log.read().decode(errors="replace").strip()
        return ""

    def close(self) -> None:
        """End the zygote and everything below it."""
        if self._line is not None:
            self._line.close()
        self._sock.close()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        finally:
            shutil.rmtree(self._root, ignore_errors=True)
