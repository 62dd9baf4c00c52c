"""Leaves a System V shared memory segment behind."""
# expect: returned

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if libc.shmget(4711, 1 << 20, 0o1600) >= 0:
    print("ESCAPED")
