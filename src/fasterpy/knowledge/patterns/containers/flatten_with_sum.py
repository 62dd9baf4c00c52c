"""`sum(lists, [])` copies the growing result for every part: use a nested comprehension or `itertools.chain.from_iterable`."""

TAGS = ("flatten", "concat", "chain")


def slow(groups):
    return sum(groups, [])


def fast(groups):
    return [item for group in groups for item in group]


SIZES = (200, 2000)


def inputs(n, rng):
    return ([[rng.randrange(9) for _ in range(3)] for _ in range(n)],), {}
