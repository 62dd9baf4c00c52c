"""Kills the process that shares its memory, and leaves another in its place."""
# expect: returned

import os
import signal
import time

for name in os.listdir("/proc") if os.getppid() == 1 else ():  # else these are not the sandbox's
    if name.isdigit() and int(name) not in (1, os.getpid()):
        os.kill(int(name), signal.SIGKILL)
if os.fork() == 0:
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    os.setsid()
    time.sleep(0.05)
    print("ESCAPED", flush=True)
    time.sleep(60)
    os._exit(0)
print("done")
