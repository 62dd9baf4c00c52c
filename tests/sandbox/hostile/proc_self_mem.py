"""Writes into its own memory through the file that shows it, and into that of every process it can see."""
# expect: returned raised crashed

import os


def target(x):
    for pid in ("self", *[name for name in os.listdir("/proc") if name.isdigit()]):
        try:
            with open(f"/proc/{pid}/mem", "r+b", buffering=0) as memory:
                memory.seek(id(x))
                memory.write(b"FORGED")
        except (OSError, ValueError, OverflowError):
            pass
    return x
