"""Sleeps for ever."""
# expect: timeout

import time

time.sleep(1000)
