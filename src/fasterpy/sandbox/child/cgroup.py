"""A control group around the zygote where one can be made: a ceiling on processes and memory of the whole tree."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable

_ROOT = "/sys/fs/cgroup"


def own_paths() -> list[tuple[str, str]]:
    """(controllers, directory) of the groups that this process is in; controllers is empty for the unified tree."""
    found: list[tuple[str, str]] = []
    with contextlib.suppress(OSError), open("/proc/self/cgroup") as file:
        for line in file:
            _, controllers, path = line.rstrip("\n").split(":", 2)
            base = _ROOT if not controllers else os.path.join(_ROOT, controllers)
            found.append((controllers, base + ("" if path == "/" else path)))
    return found


class Groups:
    """Groups made for one zygote; ``limits`` says which ceilings hold."""

    def __init__(self, processes: int, memory_mb: int) -> None:
        self.limits: list[str] = []
        self._made: list[str] = []
        for controllers, base in own_paths():
            self._make(controllers, os.path.join(base, f"fasterpy-{os.getpid()}"), processes, memory_mb)

    def _make(self, controllers: str, directory: str, processes: int, memory_mb: int) -> None:
        wanted = {
            "pids": (("pids.max", str(processes)),),
            "memory": (("memory.limit_in_bytes", str(memory_mb << 20)),),
            "": (("pids.max", str(processes)), ("memory.max", str(memory_mb << 20)), ("memory.swap.max", "0")),
        }.get(controllers, ())
        if not wanted:
            return
        try:
            os.mkdir(directory)
        except OSError:
            return
        held = []
        for name, value in wanted:
            path = os.path.join(directory, name)
            with contextlib.suppress(OSError):
                if os.path.exists(path):
                    with open(path, "w") as file:
                        file.write(value)
                    held.append(name)
        if held:
            self._made.append(directory)
            self.limits += held
        else:
            with contextlib.suppress(OSError):
                os.rmdir(directory)

    def add(self, pid: int) -> Callable[[], None]:
        """Put a process in; gives the function that removes the groups when all is over."""
        for directory in list(self._made):
            try:
                with open(os.path.join(directory, "cgroup.procs"), "w") as file:
                    file.write(str(pid))
            except OSError:
                self._made.remove(directory)
        return self.remove

    def remove(self) -> None:
        """Remove the groups; they are empty when the namespace's first process is gone."""
        for directory in self._made:
            for _ in range(50):
                try:
                    os.rmdir(directory)
                    break
                except FileNotFoundError:
                    break
                except OSError:
                    time.sleep(0.01)
