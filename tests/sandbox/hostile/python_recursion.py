"""Raises the recursion limit and recurses without end."""
# expect: crashed memory raised timeout

import sys

sys.setrecursionlimit(2**31 - 1)


def down(n):
    return down(n + 1)


down(0)
