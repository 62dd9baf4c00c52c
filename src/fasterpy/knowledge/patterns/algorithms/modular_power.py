"""Multiplying in a loop, or `a ** b % m`, builds huge numbers or takes b steps: three-argument `pow(a, b, m)` squares its way there."""

TAGS = ("pow", "modulo", "exponent")


def slow(base, exponent, modulus):
    result = 1
    for _ in range(exponent):
        result = result * base % modulus
    return result % modulus


def fast(base, exponent, modulus):
    return pow(base, exponent, modulus)


def inputs(n, rng):
    return (rng.randrange(2, 10**9), n, 10**9 + 7), {}
