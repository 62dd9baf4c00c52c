"""Comparing all pairs for the least difference is quadratic: after sorting only neighbours matter."""

TAGS = ("pairs", "sort", "difference", "nested-loop")

SIZES = (50, 500)


def slow(values):
    best = None
    for i in range(len(values)):
        for j in range(len(values)):
            if i != j:
                gap = abs(values[i] - values[j])
                if best is None or gap < best:
                    best = gap
    return best


def fast(values):
    ordered = sorted(values)
    return min([b - a for a, b in zip(ordered, ordered[1:])], default=None)


def inputs(n, rng):
    return ([rng.randrange(10**9) for _ in range(n)],), {}
