"""Overflows the C stack."""
# expect: crashed memory raised returned timeout

import sys

sys.setrecursionlimit(10**9)


class Deep:
    def __repr__(self):
        return repr(self)


def down(x):
    return [x].__repr__() and down(Deep())


down(Deep())
