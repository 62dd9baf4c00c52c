"""Forks without end."""
# expect: timeout crashed memory raised returned exited

import os

while True:
    try:
        os.fork()
    except OSError:
        pass
