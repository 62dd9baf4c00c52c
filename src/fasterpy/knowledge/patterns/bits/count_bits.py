"""Counting set bits by shifting in a loop: `int.bit_count()` (or `bin(x).count("1")`) does it in C."""

TAGS = ("bits", "popcount", "while")


def slow(numbers):
    counts = []
    for x in numbers:
        c = 0
        while x:
            c += x & 1
            x >>= 1
        counts.append(c)
    return counts


def fast(numbers):
    return [x.bit_count() for x in numbers]


def inputs(n, rng):
    return ([rng.randrange(1 << 40) for _ in range(n)],), {}
