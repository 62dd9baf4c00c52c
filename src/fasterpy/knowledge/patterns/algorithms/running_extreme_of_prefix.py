"""Copying everything so far to take its maximum and look for its place is quadratic: carry the maximum and its place along."""

TAGS = ("running", "max", "prefix", "index")
RULE = "growing-prefix-carried"

SIZES = (50, 500)


def slow(prices):
    since = []
    for day in range(len(prices)):
        history = list(prices[: day + 1])
        peak = max(history)
        since.append((peak, day - history.index(peak)))
    return since


def fast(prices):
    since = []
    for day, price in enumerate(prices):
        if day == 0 or price > peak:
            peak, at = price, day
        since.append((peak, day - at))
    return since


def inputs(n, rng):
    return ([rng.randrange(10**4) for _ in range(n)],), {}
