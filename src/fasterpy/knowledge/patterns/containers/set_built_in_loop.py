"""Building a set (or list) inside the loop just to test membership repeats the conversion each round: build it once outside."""

TAGS = ("set", "hoist", "membership", "loop")


def slow(orders, blocked):
    passed = []
    for order in orders:
        if order not in set(blocked):
            passed.append(order)
    return passed


def fast(orders, blocked):
    stop = set(blocked)
    return [order for order in orders if order not in stop]


def inputs(n, rng):
    return ([rng.randrange(2 * n + 1) for _ in range(n)], [rng.randrange(2 * n + 1) for _ in range(n)]), {}
