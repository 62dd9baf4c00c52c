"""Closes all descriptors."""
# expect: exited crashed

import os


def target(x):
    os.closerange(0, 2000)
    return "honest"
