"""Attaches to its parent as a debugger."""
# expect: returned

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
if libc.ptrace(16, os.getppid(), 0, 0) == 0:
    print("ESCAPED")
