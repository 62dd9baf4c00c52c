"""Comparing every pair of days for the best difference is quadratic: remember the lowest value so far while walking once."""

TAGS = ("running", "min", "pairs", "nested-loop")

SIZES = (50, 500)


def slow(prices):
    best = 0
    for i in range(len(prices)):
        for j in range(i + 1, len(prices)):
            best = max(best, prices[j] - prices[i])
    return best


def fast(prices):
    best = 0
    low = prices[0] if prices else 0
    for price in prices:
        if price < low:
            low = price
        elif price - low > best:
            best = price - low
    return best


def inputs(n, rng):
    return ([rng.randrange(10**6) for _ in range(n)],), {}
