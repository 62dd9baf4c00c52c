"""Summing a product over all pairs in nested loops: use the square of the sum, or running sums, instead of the pairs."""

TAGS = ("pairs", "algebra", "sum", "nested-loop")

SIZES = (50, 500)


def slow(values):
    total = 0
    for i in range(len(values)):
        for j in range(i + 1, len(values)):
            total += values[i] * values[j]
    return total


def fast(values):
    whole = sum(values)
    return (whole * whole - sum([v * v for v in values])) // 2


def inputs(n, rng):
    return ([rng.randrange(1000) for _ in range(n)],), {}
