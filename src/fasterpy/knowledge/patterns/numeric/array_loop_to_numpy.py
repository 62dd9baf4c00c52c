"""Looping over a numpy array element by element boxes every number: use a vectorised expression on the whole array."""

TAGS = ("numpy", "vectorise", "elementwise")

import numpy as np


def slow(xs, ys):
    out = np.zeros(len(xs))
    for i in range(len(xs)):
        out[i] = xs[i] * ys[i] + 1.0
    return out


def fast(xs, ys):
    return xs * ys + 1.0


def inputs(n, rng):
    return (np.array([rng.random() for _ in range(n)]), np.array([rng.random() for _ in range(n)])), {}
