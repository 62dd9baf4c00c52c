"""Returns an iterator without end."""
# expect: returned

import itertools


def target(x):
    return itertools.count(x)
