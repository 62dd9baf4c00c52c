"""`Decimal` or `Fraction` arithmetic in a hot loop is far slower than integers: scale to a whole unit (cents), add integers, convert once."""

TAGS = ("decimal", "fraction", "integers", "scale")

from fractions import Fraction


def slow(cents):
    total = Fraction(0)
    for c in cents:
        total += Fraction(c, 100)
    return total


def fast(cents):
    return Fraction(sum(cents), 100)


def inputs(n, rng):
    return ([rng.randrange(10_000) for _ in range(n)],), {}
