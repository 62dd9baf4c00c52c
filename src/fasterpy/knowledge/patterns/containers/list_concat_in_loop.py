"""`result = result + [x]` copies the whole list in every round: append to it, or build it with a comprehension."""

TAGS = ("concat", "append", "list")
RULE = "list-concat-to-append"


def slow(values):
    result = []
    for value in values:
        result = result + [value * 2]
    return result


def fast(values):
    return [value * 2 for value in values]


def inputs(n, rng):
    return ([rng.randrange(1000) for _ in range(n)],), {}
