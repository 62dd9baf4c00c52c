"""Repeatedly taking `min` of a list and removing it is quadratic: sort once, or use a heap when items arrive meanwhile."""

TAGS = ("min", "remove", "sort", "heap")

SIZES = (100, 1500)


def slow(tasks):
    pending = list(tasks)
    order = []
    while pending:
        smallest = min(pending)
        pending.remove(smallest)
        order.append(smallest)
    return order


def fast(tasks):
    return sorted(tasks)


def inputs(n, rng):
    return ([rng.randrange(10**6) for _ in range(n)],), {}
