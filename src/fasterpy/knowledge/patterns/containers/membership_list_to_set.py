"""Testing `in` against a list scans it each time: build a set once before the loop and test against that."""

TAGS = ("membership", "set", "loop")
RULE = "membership-list-to-set"


def slow(items, wanted):
    found = []
    for item in items:
        if item in wanted:
            found.append(item)
    return found


def fast(items, wanted):
    lookup = set(wanted)
    return [item for item in items if item in lookup]


def inputs(n, rng):
    return ([rng.randrange(2 * n + 1) for _ in range(n)], [rng.randrange(2 * n + 1) for _ in range(n)]), {}
