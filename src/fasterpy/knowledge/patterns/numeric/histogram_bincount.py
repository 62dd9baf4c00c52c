"""Counting small integers with a loop over an array: `np.bincount` does it in C."""

TAGS = ("numpy", "count", "histogram", "bincount")

import numpy as np


def slow(labels, classes):
    counts = np.zeros(classes, dtype=np.int64)
    for label in labels:
        counts[label] += 1
    return counts


def fast(labels, classes):
    return np.bincount(labels, minlength=classes)


def inputs(n, rng):
    return (np.array([rng.randrange(10) for _ in range(n)], dtype=np.int64), 10), {}
