"""Recursion that solves the same subproblems again is exponential: iterate from the base cases (or memoize within the call)."""

TAGS = ("recursion", "memo", "dp")

SIZES = (10, 18)


def slow(n):
    if n < 2:
        return n
    return slow(n - 1) + slow(n - 2)


def fast(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def inputs(n, rng):
    return (n,), {}
