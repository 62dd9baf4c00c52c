"""Adding up in a Python loop: `sum` does it in C."""

TAGS = ("sum", "builtin", "loop")
RULE = "accumulate-loop-to-sum"


def slow(values):
    total = 0
    for value in values:
        total += value
    return total


def fast(values):
    return sum(values)


def inputs(n, rng):
    return ([rng.randrange(1000) for _ in range(n)],), {}
