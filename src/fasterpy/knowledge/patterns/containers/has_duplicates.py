"""Comparing all pairs to find a duplicate is quadratic: compare `len(set(values))` with the length, or stop at the first value already in a set."""

TAGS = ("duplicate", "nested-loop", "set")


def slow(values):
    for i in range(len(values)):
        for j in range(i + 1, len(values)):
            if values[i] == values[j]:
                return True
    return False


def fast(values):
    return len(set(values)) != len(values)


def inputs(n, rng):
    return (rng.sample(range(10 * n + 10), n),), {}
