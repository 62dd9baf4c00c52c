"""Registers an exit function that loops."""
# expect: timeout

import atexit


def forever():
    while True:
        pass


atexit.register(forever)
