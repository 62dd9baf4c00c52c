"""What an inner loop computes from its own item is computed again in every outer round: make the values once, beside the items."""

TAGS = ("nested-loop", "precompute", "invariant", "zip")
RULE = "inner-loop-precompute"
SIZES = (40, 200)


def slow(groups):
    shared = 0
    for one in groups:
        for other in groups:
            shared += len(set(one) & set(other))
    return shared


def fast(groups):
    shared = 0
    sets = [set(group) for group in groups]
    for one in sets:
        for other in sets:
            shared += len(one & other)
    return shared


def inputs(n, rng):
    return ([[rng.randrange(50) for _ in range(8)] for _ in range(n)],), {}
