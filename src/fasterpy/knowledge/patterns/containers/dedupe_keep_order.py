"""Removing duplicates by testing `not in` on the growing result is quadratic: `dict.fromkeys` keeps the first of each in order in one pass."""

TAGS = ("dedupe", "membership", "dict", "order")
RULE = "dedupe-loop-to-dict"


def slow(values):
    unique = []
    for value in values:
        if value not in unique:
            unique.append(value)
    return unique


def fast(values):
    return list(dict.fromkeys(values))


def inputs(n, rng):
    return ([rng.randrange(n + 1) for _ in range(n)],), {}
