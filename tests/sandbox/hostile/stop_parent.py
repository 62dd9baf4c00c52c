"""Stops its parent with SIGSTOP."""
# expect: returned raised

import os
import signal

os.kill(os.getppid(), signal.SIGSTOP)
