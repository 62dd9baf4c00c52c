"""Reads through /proc/1/root and /proc/*/cwd."""
# expect: returned

import os
import sys

paths = sys.stdin.read().split()
for pid in ["1", "self", *[str(n) for n in range(1, 50)]]:
    for door in ("root", "cwd"):
        for path in paths:
            try:
                print(open(f"/proc/{pid}/{door}{path}").read())
            except OSError:
                pass
