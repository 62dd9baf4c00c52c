"""Walking several lists by index pays for bounds and subscripts: iterate over `zip` (or the list itself)."""

TAGS = ("zip", "index", "range-len")


def slow(a, b):
    total = 0
    for i in range(len(a)):
        total += a[i] * b[i]
    return total


def fast(a, b):
    return sum([x * y for x, y in zip(a, b)])


def inputs(n, rng):
    return ([rng.randrange(99) for _ in range(n)], [rng.randrange(99) for _ in range(n)]), {}
