"""Counting multiples in an interval by walking it: two integer divisions give the number."""

TAGS = ("closed-form", "count", "division", "modulo")


def slow(lo, hi, k):
    count = 0
    for i in range(lo, hi + 1):
        if i % k == 0:
            count += 1
    return count


def fast(lo, hi, k):
    return hi // k - (lo - 1) // k


def inputs(n, rng):
    lo = rng.randrange(50)
    return (lo, lo + n, rng.randrange(2, 9)), {}
