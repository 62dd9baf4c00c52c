"""Makes faulthandler kill the process later and write to every descriptor."""
# expect: returned violation crashed exited

import faulthandler


def target(x):
    for fd in range(3, 1200):
        try:
            faulthandler.dump_traceback(fd)
        except (OSError, ValueError):
            pass
    return "honest"
