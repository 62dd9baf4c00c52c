"""Collecting divisors by trying every number up to n: try up to `math.isqrt(n)` and take both of each pair."""

TAGS = ("divisors", "square-root", "modulo")

SIZES = (100, 5000)


def slow(n):
    found = []
    for d in range(1, n + 1):
        if n % d == 0:
            found.append(d)
    return found


def fast(n):
    from math import isqrt

    small, large = [], []
    for d in range(1, isqrt(n) + 1):
        if n % d == 0:
            small.append(d)
            if d * d != n:
                large.append(n // d)
    return small + large[::-1]


def inputs(n, rng):
    return (n,), {}
