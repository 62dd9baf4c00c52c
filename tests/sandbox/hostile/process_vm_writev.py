"""Writes into other processes' memory by the call made for it."""
# expect: returned raised crashed

import ctypes
import os


class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


def target(x):
    libc = ctypes.CDLL(None, use_errno=True)
    data = ctypes.create_string_buffer(b"FORGED")
    local = Vector(ctypes.addressof(data), 6)
    remote = Vector(id(x), 6)
    done = []
    for pid in {os.getppid(), 1, 2, *range(3, 60)} - {os.getpid()}:
        if libc.process_vm_writev(pid, ctypes.byref(local), 1, ctypes.byref(remote), 1, 0) > 0:
            done.append("FORGED")
    return done[0] if done else None
