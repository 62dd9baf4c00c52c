"""A search for the best that computes the value of the best so far again for every item does the work twice: keep that value beside the best."""

TAGS = ("minimum", "search", "loop", "call")
RULE = "best-value-kept"

SIZES = (20, 200)


def slow(points, depots):
    found = []
    for x, y in points:
        nearest = None
        for depot in depots:
            far = ((depot[0] - x) ** 2 + (depot[1] - y) ** 2) ** 0.5
            if nearest is None or far < ((nearest[0] - x) ** 2 + (nearest[1] - y) ** 2) ** 0.5:
                nearest = depot
        found.append(nearest)
    return found


def fast(points, depots):
    found = []
    for x, y in points:
        nearest, least = None, 0.0
        for depot in depots:
            far = ((depot[0] - x) ** 2 + (depot[1] - y) ** 2) ** 0.5
            if nearest is None or far < least:
                nearest, least = depot, far
        found.append(nearest)
    return found


def inputs(n, rng):
    places = [(rng.randrange(1000), rng.randrange(1000)) for _ in range(2 * n)]
    return (places[:n], places[n:]), {}
