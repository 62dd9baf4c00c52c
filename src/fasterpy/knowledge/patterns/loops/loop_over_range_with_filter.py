"""Walking all numbers and testing `i % k == 0` visits k times too many: give `range` the step."""

TAGS = ("range", "step", "modulo")


def slow(limit, k):
    total = 0
    for i in range(1, limit + 1):
        if i % k == 0:
            total += i * i
    return total


def fast(limit, k):
    total = 0
    for i in range(k, limit + 1, k):
        total += i * i
    return total


def inputs(n, rng):
    return (n, rng.randrange(3, 9)), {}
