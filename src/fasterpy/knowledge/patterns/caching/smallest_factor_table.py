"""Factorising many numbers by trial division repeats work: sieve the smallest prime factor once and divide by it."""

TAGS = ("factorise", "sieve", "primes", "queries")

SIZES = (50, 500)


def slow(numbers):
    out = []
    for number in numbers:
        factors = []
        d = 2
        while number > 1:
            while number % d == 0:
                factors.append(d)
                number //= d
            d += 1
        out.append(factors)
    return out


def fast(numbers):
    most = max(numbers, default=0)
    least = list(range(most + 1))
    p = 2
    while p * p <= most:
        if least[p] == p:
            for multiple in range(p * p, most + 1, p):
                if least[multiple] == multiple:
                    least[multiple] = p
        p += 1
    out = []
    for number in numbers:
        factors = []
        while number > 1:
            factors.append(least[number])
            number //= least[number]
        out.append(factors)
    return out


def inputs(n, rng):
    return ([rng.randrange(1, 4 * n + 4) for _ in range(n)],), {}
