"""Kills every process it may."""
# expect: returned raised crashed

import os
import signal

os.kill(-1, signal.SIGKILL)
print("alive")
