"""Reads the kernel keyring of the user."""
# expect: returned

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if libc.syscall(250, 0, -4, 1) >= 0 or libc.syscall(248, b"user", b"x", b"y", 1, -4) >= 0:
    print("ESCAPED")
