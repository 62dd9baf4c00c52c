"""A running total over an array in a Python loop: use `np.cumsum`."""

TAGS = ("numpy", "cumsum", "running")

import numpy as np


def slow(flows):
    out = np.zeros(len(flows), dtype=np.int64)
    level = 0
    for i in range(len(flows)):
        level += flows[i]
        out[i] = level
    return out


def fast(flows):
    return np.cumsum(flows)


def inputs(n, rng):
    return (np.array([rng.randrange(-9, 10) for _ in range(n)], dtype=np.int64),), {}
