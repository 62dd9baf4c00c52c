"""A processor core for timing that no other fasterpy process of this user times on."""

from __future__ import annotations

import contextlib
import os
import socket
import sys


class Core:
    """Holds a core until ``close``; ``number`` is -1 where pinning is not possible or every core is taken.

    The lease is a bound name in Linux's abstract socket namespace: it ends with the process, however that ends, and
    leaves no file behind.
    """

    def __init__(self) -> None:
        self.number = -1
        self._lease: socket.socket | None = None
        if sys.platform != "linux":
            return
        cores = sorted(os.sched_getaffinity(0), reverse=True)
        for core in cores if len(cores) > 1 else ():
            with contextlib.suppress(OSError):
                self._lease = _lease(core)
                self.number = core
                return

    def close(self) -> None:
        """Give the core back."""
        if self._lease is not None:
            self._lease.close()
            self._lease = None


def _lease(core: int) -> socket.socket:
    """Raises OSError when the core is taken."""
    lease = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        lease.bind(f"\0fasterpy-{os.getuid()}-core-{core}")
    except OSError:
        lease.close()
        raise
    return lease
