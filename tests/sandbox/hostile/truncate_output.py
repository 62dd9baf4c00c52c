"""Rewrites its output after the fact through the descriptor of the file."""
# expect: returned

import os

print("first", flush=True)
os.ftruncate(1, 0)
os.lseek(1, 0, os.SEEK_SET)
os.write(1, b"second")
