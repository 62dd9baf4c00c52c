"""Kills its parent."""
# expect: returned raised

import os
import signal

os.kill(os.getppid(), signal.SIGKILL)
os.kill(os.getppid(), signal.SIGTERM)
print("alive")
