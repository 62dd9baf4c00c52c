"""A call inside a comprehension that is the same for every item runs once per item: compute it before the comprehension."""

TAGS = ("comprehension", "invariant", "hoist", "sum", "max")
RULE = "hoist-from-comprehension"
SIZES = (50, 500)


def slow(values):
    return [value / max(values) for value in values]


def fast(values):
    largest = max(values) if values else None
    return [value / largest for value in values]


def inputs(n, rng):
    return ([rng.randrange(1, 999) for _ in range(n)],), {}
