"""A tiny helper called for every element costs more than its work: inline its expression in the loop."""

TAGS = ("inline", "call", "overhead")


def _square(x):
    return x * x


def _add(a, b):
    return a + b


def slow(values):
    total = 0
    for value in values:
        total = _add(total, _square(value))
    return total


def fast(values):
    return sum([value * value for value in values])


def inputs(n, rng):
    return ([rng.randrange(1000) for _ in range(n)],), {}
