"""The same pure function is called again with arguments already seen: remember results in a dict for the length of the call."""

TAGS = ("cache", "memo", "repeat", "pure")


def _cost(n):
    total = 0
    for i in range(1, n + 1):
        total += n % i
    return total


def slow(sizes):
    return [_cost(size) for size in sizes]


def fast(sizes):
    known = {size: _cost(size) for size in set(sizes)}
    return [known[size] for size in sizes]


def inputs(n, rng):
    return ([rng.randrange(20, 60) for _ in range(n)],), {}
