"""`map` and `filter` with a lambda call a function per element: a comprehension evaluates the expression in place."""

TAGS = ("map", "lambda", "filter", "comprehension")
RULE = "map-lambda-to-comprehension"


def slow(values):
    return list(map(lambda v: v * 3 + 1, filter(lambda v: v % 2 == 0, values)))


def fast(values):
    return [v * 3 + 1 for v in values if v % 2 == 0]


def inputs(n, rng):
    return ([rng.randrange(1000) for _ in range(n)],), {}
