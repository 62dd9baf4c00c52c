"""A function that leaves with every exit status it can think of."""
# expect: exited crashed raised

import os


def target(x):
    for code in range(100, 200):
        if os.fork() == 0:
            os._exit(code)
    os._exit(150)
