"""Puts another pipe over every open descriptor."""
# expect: exited crashed returned

import os


def target(x):
    reader, writer = os.pipe()
    for fd in range(3, 2000):
        if fd not in (reader, writer):
            try:
                os.fstat(fd)
                os.dup2(writer, fd)
            except OSError:
                pass
    return "honest"
