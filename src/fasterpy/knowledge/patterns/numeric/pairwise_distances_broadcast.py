"""Nested loops over rows of an array to fill a matrix: broadcast the two axes against each other."""

TAGS = ("numpy", "broadcast", "nested-loop", "matrix")

import numpy as np

SIZES = (20, 150)


def slow(xs):
    n = len(xs)
    out = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            out[i, j] = abs(xs[i] - xs[j])
    return out


def fast(xs):
    return np.abs(xs[:, None] - xs[None, :])


def inputs(n, rng):
    return (np.array([rng.random() for _ in range(n)]),), {}
