"""Adding one to every cell of each interval costs its length: mark +1 and −1 at the ends and take prefix sums."""

TAGS = ("difference-array", "intervals", "accumulate", "nested-loop")

SIZES = (50, 500)


def slow(length, bookings):
    cells = [0] * length
    for start, end in bookings:
        for i in range(start, end):
            cells[i] += 1
    return cells


def fast(length, bookings):
    from itertools import accumulate

    change = [0] * (length + 1)
    for start, end in bookings:
        change[start] += 1
        change[end] -= 1
    return list(accumulate(change[:-1]))


def inputs(n, rng):
    length = 4 * n + 1
    return (length, [tuple(sorted((rng.randrange(length), rng.randrange(length)))) for _ in range(n)]), {}
