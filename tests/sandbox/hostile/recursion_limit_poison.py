"""Leaves a tiny recursion limit behind."""
# expect: returned raised

import sys

sys.setrecursionlimit(60)
print("done")
