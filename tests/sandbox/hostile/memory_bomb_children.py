"""Takes memory in many children, each below its own limit."""
# expect: memory crashed raised timeout

import os
import time

for _ in range(8):
    if os.fork() == 0:
        hoard = bytearray(150_000_000)
        for i in range(0, len(hoard), 4096):
            hoard[i] = 1
        time.sleep(60)
time.sleep(60)
