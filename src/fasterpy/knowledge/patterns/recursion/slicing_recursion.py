"""Recursion on `items[1:]` copies the rest at each level and calls a function per element: iterate instead."""

TAGS = ("recursion", "slice", "iteration")

SIZES = (50, 400)


def slow(items):
    if not items:
        return 0
    return items[0] + slow(items[1:])


def fast(items):
    return sum(items)


def inputs(n, rng):
    return ([rng.randrange(100) for _ in range(n)],), {}
