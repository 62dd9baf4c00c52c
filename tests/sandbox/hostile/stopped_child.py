"""Leaves a child that stopped itself."""
# expect: returned

import os
import signal

if os.fork() == 0:
    os.kill(os.getpid(), signal.SIGSTOP)
