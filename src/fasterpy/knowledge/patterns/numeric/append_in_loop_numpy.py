"""`np.append` or `np.concatenate` in a loop copies the whole array each time: collect in a list and build the array once."""

TAGS = ("numpy", "append", "concatenate")

import numpy as np


def slow(values):
    out = np.array([], dtype=np.float64)
    for value in values:
        out = np.append(out, value * 0.5)
    return out


def fast(values):
    return np.array([value * 0.5 for value in values], dtype=np.float64)


def inputs(n, rng):
    return ([rng.random() for _ in range(n)],), {}
