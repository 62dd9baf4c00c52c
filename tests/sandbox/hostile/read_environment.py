"""Looks for keys in the environment of every process."""
# expect: returned

import os

print(dict(os.environ))
for pid in range(1, 4000):
    for name in ("environ", "cmdline"):
        try:
            print(open(f"/proc/{pid}/{name}").read())
        except OSError:
            pass
