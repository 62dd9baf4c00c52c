"""`items[i] in items[:i]` copies and searches all earlier items in every round: remember what was met in a set."""

TAGS = ("membership", "slice", "set", "duplicates", "quadratic")
RULE = "slice-membership-to-seen"


def slow(items):
    repeated = 0
    for i in range(len(items)):
        if items[i] in items[:i]:
            repeated += 1
    return repeated


def fast(items):
    repeated = 0
    seen = set()
    for item in items:
        if item in seen:
            repeated += 1
        seen.add(item)
    return repeated


def inputs(n, rng):
    return ([rng.randrange(n * n) for _ in range(n)],), {}
