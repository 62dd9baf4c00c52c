"""Leaves an alarm that strikes while the result is looked at."""
# expect: returned crashed exited

import os
import signal
import sys


def target(x):
    def strike(*_):
        os.write(1, b"FORGED")
        os._exit(0)

    signal.signal(signal.SIGALRM, strike)
    signal.setitimer(signal.ITIMER_REAL, 0.0005)
    return list(range(300_000))
