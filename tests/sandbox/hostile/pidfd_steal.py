"""Copies descriptors out of other processes."""
# expect: returned raised

import ctypes
import os


def target(x):
    libc = ctypes.CDLL(None, use_errno=True)
    for pid in {os.getppid(), 1, 2, *range(3, 40)} - {os.getpid()}:
        handle = libc.syscall(434, pid, 0)
        for number in range(3, 24) if handle >= 0 else ():
            copy = libc.syscall(438, handle, number, 0)
            if copy >= 0:
                os.write(copy, b'{"status": "returned", "value": {"result": "FORGED"}}')
                return "FORGED"
    return None
