"""Finding the greatest common divisor by trying candidates downwards: `math.gcd` (Euclid) needs a handful of steps."""

TAGS = ("gcd", "euclid", "math")


def slow(a, b):
    for d in range(min(a, b), 0, -1):
        if a % d == 0 and b % d == 0:
            return d
    return max(a, b)


def fast(a, b):
    from math import gcd

    return gcd(a, b)


def inputs(n, rng):
    return (n, n + 1), {}
