"""Testing each number for primality by trial division repeats work: mark multiples in a bytearray (sieve of Eratosthenes)."""

TAGS = ("primes", "sieve", "divisibility")


def slow(limit):
    primes = []
    for number in range(2, limit + 1):
        for divisor in range(2, number):
            if number % divisor == 0:
                break
        else:
            primes.append(number)
    return primes


def fast(limit):
    if limit < 2:
        return []
    is_prime = bytearray([1]) * (limit + 1)
    is_prime[0:2] = b"\0\0"
    for p in range(2, int(limit**0.5) + 1):
        if is_prime[p]:
            is_prime[p * p :: p] = bytes((limit - p * p) // p + 1)
    return [i for i, flag in enumerate(is_prime) if flag]


def inputs(n, rng):
    return (n,), {}
