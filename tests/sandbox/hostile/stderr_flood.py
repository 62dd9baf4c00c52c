"""Writes without end to stderr."""
# expect: raised exited timeout output crashed returned

import sys

while True:
    sys.stderr.write("x" * 100_000)
