"""Replaces the exception hook and fails."""
# expect: raised

import os
import sys

sys.excepthook = lambda *_: os.write(1, b"hook")
raise ValueError("x")
