"""Binomial coefficients from factorials multiply huge numbers: use `math.comb` (or `math.perm`)."""

TAGS = ("binomial", "factorial", "math")


def _factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


def slow(n, k):
    return _factorial(n) // (_factorial(k) * _factorial(n - k))


def fast(n, k):
    from math import comb

    return comb(n, k)


def inputs(n, rng):
    return (n, n // 3), {}
