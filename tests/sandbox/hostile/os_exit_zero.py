"""A function that leaves the process with success instead of returning."""
# expect: exited

import os


def target(x):
    os._exit(0)
