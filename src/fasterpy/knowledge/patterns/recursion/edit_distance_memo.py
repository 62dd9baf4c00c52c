"""Recursion over two suffixes without memory is exponential: fill the table of prefixes row by row."""

TAGS = ("recursion", "dp", "edit-distance", "strings")

SIZES = (5, 7)


def slow(a, b):
    if not a:
        return len(b)
    if not b:
        return len(a)
    if a[0] == b[0]:
        return slow(a[1:], b[1:])
    return 1 + min(slow(a[1:], b), slow(a, b[1:]), slow(a[1:], b[1:]))


def fast(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], last if x == y else 1 + min(last, row[j], row[j - 1])
    return row[-1]


def inputs(n, rng):
    return ("".join(rng.choice("abc") for _ in range(n)), "".join(rng.choice("abc") for _ in range(n))), {}
