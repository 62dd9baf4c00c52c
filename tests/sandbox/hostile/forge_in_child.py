"""A forked child writes a result of its own first."""
# expect: violation

import os


def target(x):
    pid = os.fork()
    if pid == 0:
        for fd in range(3, 2000):
            try:
                os.write(fd, b"\0\0\0\1" + b"0" * 32 + b"x")
            except OSError:
                pass
        os._exit(0)
    os.waitpid(pid, 0)
    return "honest"
