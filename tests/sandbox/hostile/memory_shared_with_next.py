"""Tries to leave something for the next run: shared memory, semaphores, files, sockets, keyrings, inotify."""
# expect: returned raised exited

import mmap
import os
import socket
import tempfile
from multiprocessing import shared_memory


def target(x):
    for make in (
        lambda: shared_memory.SharedMemory("forged", create=True, size=4096),
        lambda: open(os.path.join(tempfile.gettempdir(), "forged"), "x"),
        lambda: os.mkfifo(os.path.join(tempfile.gettempdir(), "pipe")),
        lambda: socket.socket(socket.AF_UNIX).bind("\0forged"),
        lambda: mmap.mmap(-1, 4096, mmap.MAP_SHARED),
    ):
        try:
            make()
        except FileExistsError:
            return "FORGED"
        except (OSError, ValueError):
            pass
    return x
