"""Ignores every signal, arms every timer, and has children that do the same and never end."""
# expect: timeout crashed returned raised violation

import os
import signal


def target(x):
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
    for _ in range(3):
        if os.fork() == 0:
            os.setsid()
            while True:
                pass
    while True:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.alarm(0)
