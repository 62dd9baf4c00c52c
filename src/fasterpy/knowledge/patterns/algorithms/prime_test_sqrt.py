"""Trial division up to n − 1 is wasteful: divisors come in pairs, so stop at `math.isqrt(n)` and skip even numbers."""

TAGS = ("primes", "square-root", "bound")


def slow(n):
    if n < 2:
        return False
    for d in range(2, n):
        if n % d == 0:
            return False
    return True


def fast(n):
    from math import isqrt

    if n < 4:
        return n > 1
    if n % 2 == 0:
        return False
    for d in range(3, isqrt(n) + 1, 2):
        if n % d == 0:
            return False
    return True


def inputs(n, rng):
    candidate = n | 1
    while any(candidate % d == 0 for d in range(2, int(candidate**0.5) + 1)):
        candidate += 2
    return (candidate,), {}
