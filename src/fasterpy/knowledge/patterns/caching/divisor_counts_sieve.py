"""Factorising or counting divisors for every number up to n separately: let each divisor visit its multiples (a sieve)."""

TAGS = ("sieve", "divisors", "multiples", "nested-loop")

SIZES = (50, 500)


def slow(limit):
    counts = []
    for n in range(1, limit + 1):
        c = 0
        for d in range(1, n + 1):
            if n % d == 0:
                c += 1
        counts.append(c)
    return counts


def fast(limit):
    counts = [0] * (limit + 1)
    for d in range(1, limit + 1):
        for multiple in range(d, limit + 1, d):
            counts[multiple] += 1
    return counts[1:]


def inputs(n, rng):
    return (n,), {}
