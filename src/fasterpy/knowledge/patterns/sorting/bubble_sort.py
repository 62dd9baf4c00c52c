"""Sorting by swapping neighbours in nested loops is quadratic: call `sorted` or `list.sort`."""

TAGS = ("sort", "swap", "nested-loop", "builtin")

SIZES = (50, 400)


def slow(values):
    values = values[:]
    n = len(values)
    for i in range(n):
        for j in range(n - 1 - i):
            if values[j] > values[j + 1]:
                values[j], values[j + 1] = values[j + 1], values[j]
    return values


def fast(values):
    return sorted(values)


def inputs(n, rng):
    return ([rng.randrange(10**6) for _ in range(n)],), {}
