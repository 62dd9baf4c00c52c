"""Forks daemons without end, each in a session of its own."""
# expect: returned raised crashed exited timeout

import os
import time

for _ in range(400):
    try:
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                time.sleep(60)
            os._exit(0)
    except OSError:
        break
