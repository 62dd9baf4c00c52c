"""`a ** b % m` computes the whole power first: `pow(a, b, m)` keeps the numbers small."""

TAGS = ("pow", "modulo", "big-integers")


def slow(bases, exponent, m):
    return [base**exponent % m for base in bases]


def fast(bases, exponent, m):
    return [pow(base, exponent, m) for base in bases]


def inputs(n, rng):
    return ([rng.randrange(2, 10**6) for _ in range(20)], n + 50, 998244353), {}
