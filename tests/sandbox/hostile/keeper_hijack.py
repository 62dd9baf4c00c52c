"""Makes the process that shares its memory run code of its own, which writes to stdout for ever."""
# expect: returned

import ctypes
import os
import platform
import signal
import time

libc = ctypes.CDLL(None)
others = [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) not in (1, os.getpid())]
if platform.machine() == "x86_64" and others and os.getppid() == 1:  # else these are not the sandbox's
    place = ctypes.cast(libc.pause, ctypes.c_void_p).value
    # write(1, "LATE\n", 5) in a loop, after what is skipped: where it sleeps is not known exactly
    code = bytes.fromhex("b801000000bf01000000488d3509000000ba050000000f05ebe4") + b"LATE\n"
    start = place & ~4095
    if libc.mprotect(ctypes.c_void_p(start), ctypes.c_size_t(8192), 7) == 0:
        ctypes.memmove(place, b"\x90" * 64 + code, 64 + len(code))
        for pid in others:
            os.kill(pid, signal.SIGSTOP)
            os.kill(pid, signal.SIGCONT)
        time.sleep(0.005)
print("done")
