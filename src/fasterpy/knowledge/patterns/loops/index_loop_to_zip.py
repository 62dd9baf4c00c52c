"""Combining lists element by element by index runs several bytecodes per element: let `zip`, or `map` with a function of `operator`, feed a builtin."""

TAGS = ("zip", "index", "range-len")

from operator import mul


def slow(a, b):
    total = 0
    for i in range(len(a)):
        total += a[i] * b[i]
    return total


def fast(a, b):
    return sum(map(mul, a, b))


def inputs(n, rng):
    return ([rng.randrange(99) for _ in range(n)], [rng.randrange(99) for _ in range(n)]), {}
