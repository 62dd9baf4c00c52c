"""Leaves a daemon behind."""
# expect: returned

import os
import time

if os.fork() == 0:
    os.setsid()
    time.sleep(1000)
