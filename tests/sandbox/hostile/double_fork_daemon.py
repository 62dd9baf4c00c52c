"""Leaves a doubly forked daemon behind that ignores signals and holds no descriptor."""
# expect: returned

import os
import signal
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        os.closerange(0, 1024)
        time.sleep(1000)
    os._exit(0)
