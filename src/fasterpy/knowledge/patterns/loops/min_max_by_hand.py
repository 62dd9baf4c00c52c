"""Tracking a minimum and maximum by comparing in a Python loop: call `min` and `max`, which run in C."""

TAGS = ("min", "max", "builtin", "track-best")


def slow(values):
    low = values[0]
    high = values[0]
    for value in values:
        if value < low:
            low = value
        if value > high:
            high = value
    return low, high


def fast(values):
    return min(values), max(values)


SIZES = (100, 5000)


def inputs(n, rng):
    return ([rng.randrange(10**6) for _ in range(n + 1)],), {}
