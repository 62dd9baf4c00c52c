"""numpy calls on a few numbers cost more in overhead than the work: use `math` and plain Python for small data."""

TAGS = ("numpy", "overhead", "scalar", "math")
RULE = "numpy-to-plain-python"

import math

import numpy as np


def slow(points):
    out = []
    for x, y in points:
        out.append(float(np.sqrt(np.add(np.power(x, 2), np.power(y, 2)))))
    return out


def fast(points):
    sqrt = math.sqrt
    return [sqrt(x * x + y * y) for x, y in points]


def inputs(n, rng):
    return ([(float(rng.randrange(100)), float(rng.randrange(100))) for _ in range(n)],), {}
