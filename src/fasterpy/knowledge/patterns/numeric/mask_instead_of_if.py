"""Choosing element by element with `if` in a loop over an array: use a boolean mask, `np.where` or `np.clip`."""

TAGS = ("numpy", "mask", "where", "vectorise")

import numpy as np


def slow(values):
    out = np.empty_like(values)
    for i in range(len(values)):
        if values[i] < 0:
            out[i] = 0.0
        else:
            out[i] = values[i]
    return out


def fast(values):
    return np.where(values < 0, 0.0, values)


def inputs(n, rng):
    return (np.array([rng.random() - 0.5 for _ in range(n)]),), {}
