"""`list.remove` or `del` inside a loop shifts the tail each time: build the list of what stays in one pass and assign it back with a slice."""

TAGS = ("remove", "filter", "list", "delete")


def slow(values, limit):
    i = 0
    while i < len(values):
        if values[i] > limit:
            del values[i]
        else:
            i += 1
    return values


def fast(values, limit):
    values[:] = [value for value in values if value <= limit]
    return values


SIZES = (300, 20_000)


def inputs(n, rng):
    return ([rng.randrange(100) for _ in range(n)], 40), {}
