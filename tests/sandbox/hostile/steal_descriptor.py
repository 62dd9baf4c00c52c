"""Takes descriptors out of other processes."""
# expect: returned

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
try:
    handle = os.pidfd_open(os.getppid())
    for fd in range(20):
        if libc.syscall(438, handle, fd, 0) >= 0:
            print("ESCAPED")
except OSError:
    pass
for fd in range(20):
    try:
        os.open(f"/proc/{os.getppid()}/fd/{fd}", os.O_RDWR)
        print("ESCAPED")
    except OSError:
        pass
