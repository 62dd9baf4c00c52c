"""A daemon goes on writing to stdout after the program ended."""
# expect: returned

import os
import time

if os.fork() == 0:
    os.setsid()
    while True:
        os.write(1, b"later\n")
        time.sleep(0.01)
print("done")
