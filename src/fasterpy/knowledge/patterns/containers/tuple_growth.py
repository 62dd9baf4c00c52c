"""Extending a tuple with `+` copies it each time: append to a list and convert it once at the end."""

TAGS = ("tuple", "concat", "list")


def slow(readings):
    trail = ()
    for reading in readings:
        trail = trail + (round(reading, 2),)
    return trail


def fast(readings):
    return tuple([round(reading, 2) for reading in readings])


SIZES = (200, 3000)


def inputs(n, rng):
    return ([rng.random() for _ in range(n)],), {}
