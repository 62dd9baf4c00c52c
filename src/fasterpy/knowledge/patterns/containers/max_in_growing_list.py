"""Asking `max` or `min` of everything seen so far in each round is quadratic: keep the running best in a variable."""

TAGS = ("max", "running", "loop")


def slow(prices):
    best = []
    for i in range(len(prices)):
        best.append(max(prices[: i + 1]))
    return best


def fast(prices):
    from itertools import accumulate

    return list(accumulate(prices, max))


def inputs(n, rng):
    return ([rng.randrange(10**6) for _ in range(n)],), {}
