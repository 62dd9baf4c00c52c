"""Trying every position for the least sum of distances: it is least at the median."""

TAGS = ("closed-form", "median", "minimise", "nested-loop")


def slow(places):
    best = None
    for spot in range(min(places), max(places) + 1):
        cost = 0
        for place in places:
            cost += abs(place - spot)
        if best is None or cost < best:
            best = cost
    return best


def fast(places):
    middle = sorted(places)[len(places) // 2]
    return sum([abs(place - middle) for place in places])


SIZES = (30, 200)


def inputs(n, rng):
    return ([rng.randrange(10 * n + 10) for _ in range(n + 1)],), {}
