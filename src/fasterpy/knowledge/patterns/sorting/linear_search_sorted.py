"""Scanning sorted data from the start: `bisect` finds the place in log n steps."""

TAGS = ("bisect", "sorted", "search")


def slow(limits, values):
    classes = []
    for value in values:
        place = 0
        while place < len(limits) and limits[place] <= value:
            place += 1
        classes.append(place)
    return classes


def fast(limits, values):
    from bisect import bisect_right

    return [bisect_right(limits, value) for value in values]


def inputs(n, rng):
    return (sorted(rng.randrange(10**6) for _ in range(n)), [rng.randrange(10**6) for _ in range(n)]), {}
