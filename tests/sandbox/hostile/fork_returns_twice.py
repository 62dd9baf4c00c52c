"""A function that returns in two processes."""
# expect: returned violation

import os


def target(x):
    return "FORGED" if os.fork() == 0 else "honest"
