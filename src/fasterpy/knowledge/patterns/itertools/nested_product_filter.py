"""Generating all combinations to keep the few that satisfy an equation: loop over all but the last variable and compute the last one."""

TAGS = ("combinations", "solve", "nested-loop", "equation")

SIZES = (10, 50)


def slow(total, most):
    count = 0
    for x in range(most + 1):
        for y in range(most + 1):
            for z in range(most + 1):
                if x + y + z == total:
                    count += 1
    return count


def fast(total, most):
    count = 0
    for x in range(most + 1):
        low = max(0, total - x - most)
        high = min(most, total - x)
        if high >= low:
            count += high - low + 1
    return count


def inputs(n, rng):
    return (rng.randrange(3 * n + 1), n), {}
