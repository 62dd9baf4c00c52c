"""Leaves a module in its directory that shadows another for the next run."""
# expect: returned

import os

for place in (os.getcwd(), "/tmp", "/dev/shm"):
    try:
        for name in ("heapq.py", "numpy.py", "bisect.py"):
            with open(os.path.join(place, name), "w") as file:
                file.write("raise SystemExit('FORGED')")
    except OSError:
        pass
