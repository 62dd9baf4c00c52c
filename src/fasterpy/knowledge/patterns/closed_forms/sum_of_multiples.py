"""Adding up all multiples below a limit by testing every number: use the formula for each progression and inclusion–exclusion."""

TAGS = ("closed-form", "multiples", "modulo")


def slow(limit):
    total = 0
    for i in range(limit):
        if i % 3 == 0 or i % 5 == 0:
            total += i
    return total


def fast(limit):
    def progression(k):
        m = max(limit - 1, 0) // k
        return k * m * (m + 1) // 2

    return progression(3) + progression(5) - progression(15)


def inputs(n, rng):
    return (n,), {}
