"""A flag that is set without leaving the loop keeps scanning: use `any` with a generator, or return at once."""

TAGS = ("early-exit", "any", "flag")
RULE = "early-exit-flag-loop"


def slow(values, limit):
    found = False
    for value in values:
        if value > limit:
            found = True
    return found


def fast(values, limit):
    for value in values:
        if value > limit:
            return True
    return False


def inputs(n, rng):
    return ([rng.randrange(100) for _ in range(n)], 50), {}
