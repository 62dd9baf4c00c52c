"""numpy functions on one number wrap it and look for a loop to run: in a Python loop call those of `math` on items of a list."""

TAGS = ("numpy", "scalar", "isfinite", "floor", "loop")
RULE = "numpy-scalar-to-math"

import math

import numpy as np


def slow(values, width):
    cells = []
    for value in values:
        if not np.isfinite(value) or np.abs(value) > 900:
            continue
        cells.append(int(np.floor(value / width)))
    return cells


def fast(values, width):
    cells = []
    for value in values:
        if not math.isfinite(value) or abs(value) > 900:
            continue
        cells.append(math.floor(value / width))
    return cells


def inputs(n, rng):
    return ([rng.choice((rng.random() * 1000, float("nan"), -3.5)) for _ in range(n)], 2.5), {}
