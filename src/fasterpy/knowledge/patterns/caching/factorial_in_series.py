"""Computing each factorial (or power) of a series from scratch is quadratic: derive every term from the one before."""

TAGS = ("series", "factorial", "incremental", "nested-loop")

SIZES = (20, 200)


def slow(n):
    terms = []
    for k in range(n):
        f = 1
        for i in range(1, k + 1):
            f *= i
        terms.append(f)
    return terms


def fast(n):
    terms = []
    f = 1
    for k in range(n):
        if k:
            f *= k
        terms.append(f)
    return terms


def inputs(n, rng):
    return (n,), {}
