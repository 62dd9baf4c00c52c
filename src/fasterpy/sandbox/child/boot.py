"""Script of a new zygote: ``python boot.py FD`` reads its options from the socket, sets up the layers, serves."""

from __future__ import annotations

import os
import signal
import socket
import sys

_FIRST = (
    "array", "ast", "ctypes", "decimal", "fractions", "inspect", "linecache", "msgspec", "pathlib",
    "pickle", "platform", "random", "resource", "traceback", "tracemalloc", "uuid",
)  # fmt: skip
"""Loaded before the harness, so that the harness's own objects lie close together: a child copies fewer pages."""


def boot(fd: int) -> object:
    """The zygote, ready to serve."""
    import msgspec

    from fasterpy.sandbox.child import channel, keeper, layers
    from fasterpy.sandbox.child.scratch import Scratch
    from fasterpy.sandbox.child.zygote import LOG, Zygote

    sock = socket.socket(fileno=fd)
    sock.set_inheritable(False)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.dup2(2, LOG, inheritable=False)
    options = msgspec.msgpack.decode(channel.receive(sock))
    try:
        found = layers.setup(options, sock)
    except Exception as error:
        channel.send(sock, msgspec.msgpack.encode({"error": f"{type(error).__name__}: {error}", "layers": []}))
        os._exit(1)
    scratch = Scratch(found.work, found.io, found.wiped, found.staying)
    timed = options["cpu"] >= 0  # a core of its own is for runs that are timed, and for these alone
    kept = keeper.keeper() if found.alone and not timed else None
    zygote = Zygote(sock, scratch, found.sweep, found.confine, found.census, timed, kept)
    zygote.preload(options["modules"])
    threads = layers.thread_count()
    channel.send(
        sock,
        msgspec.msgpack.encode(
            {"layers": found.report, "threads": threads, "tells": hasattr(os, "pidfd_open"), "error": ""}
        ),
    )
    return zygote


if __name__ == "__main__":
    # This script's folder must not be importable from: its modules would shadow others.
    sys.path[:] = [entry for entry in sys.path if entry != os.path.dirname(os.path.abspath(__file__))]
    # The very package that started this process, also where another one is installed; elsewhere it comes last.
    sys.path.insert(0, sys.argv[2])
    import fasterpy  # noqa: F401

    sys.path.append(sys.path.pop(0))
    for name in _FIRST:
        __import__(name)
    from fasterpy.sandbox.child.zygote import start

    start(boot(int(sys.argv[1])))  # type: ignore[arg-type]
