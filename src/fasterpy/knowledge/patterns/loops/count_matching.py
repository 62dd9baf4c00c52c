"""Counting with an `if` and `+= 1` in Python: `sum` over a comprehension of conditions, or `list.count`, does it faster."""

TAGS = ("count", "sum", "builtin", "list-count")
RULE = "count-by-method"


def slow(values, wanted):
    hits = 0
    for value in values:
        if value == wanted:
            hits += 1
    return hits


def fast(values, wanted):
    return values.count(wanted)


def inputs(n, rng):
    return ([rng.randrange(5) for _ in range(n)], 3), {}
