"""Chained `isinstance` tests joined with `or`: one call with a tuple of types answers it."""

TAGS = ("isinstance", "tuple", "type")


def slow(values):
    count = 0
    for value in values:
        if isinstance(value, int) or isinstance(value, float) or isinstance(value, complex) or isinstance(value, bytes):
            count += 1
    return count


def fast(values):
    kinds = (int, float, complex, bytes)
    return sum([isinstance(value, kinds) for value in values])


def inputs(n, rng):
    return ([rng.choice([1, "a", 2.5, b"x", "zz", None]) for _ in range(n)],), {}
