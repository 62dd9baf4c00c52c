"""Reads and writes the memory of its parent."""
# expect: returned

import ctypes
import os

for pid in {os.getppid(), 1}:
    for mode in ("rb", "r+b"):
        try:
            with open(f"/proc/{pid}/mem", mode) as file:
                print("ESCAPED")
        except OSError:
            pass
    try:
        print("ESCAPED" if open(f"/proc/{pid}/maps").read() else "")
    except OSError:
        pass
libc = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(16)
vector = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 16)
if libc.process_vm_readv(os.getppid(), vector, 1, vector, 1, 0) > 0:
    print("ESCAPED")
