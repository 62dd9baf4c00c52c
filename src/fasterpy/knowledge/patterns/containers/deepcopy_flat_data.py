"""`copy.deepcopy` of a plain list of numbers or strings walks it in Python: copy it with a slice or comprehension."""

TAGS = ("deepcopy", "copy", "rows")
RULE = "deepcopy-to-slices"

import copy


def slow(grid):
    result = copy.deepcopy(grid)
    for row in result:
        row.reverse()
    return result


def fast(grid):
    return [row[::-1] for row in grid]


SIZES = (20, 100)


def inputs(n, rng):
    return ([[rng.randrange(10) for _ in range(n)] for _ in range(n)],), {}
