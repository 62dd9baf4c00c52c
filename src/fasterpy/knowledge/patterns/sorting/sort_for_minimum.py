"""Sorting only to take the smallest or largest element costs n·log n: use `min` or `max`."""

TAGS = ("sort", "min", "max")
RULE = "sorted-first-to-min"


def slow(values):
    ordered = sorted(values)
    return ordered[0]


def fast(values):
    return min(values)


SIZES = (100, 100_000)


def inputs(n, rng):
    return ([rng.random() for _ in range(n + 1)],), {}
