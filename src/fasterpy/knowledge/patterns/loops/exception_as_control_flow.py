"""Raising and catching an exception for an ordinary case costs far more than a test: use `dict.get`, `in`, or check first."""

TAGS = ("exception", "try", "dict-get")


def slow(prices, basket):
    total = 0
    for item in basket:
        try:
            total += prices[item]
        except KeyError:
            total += 1
    return total


def fast(prices, basket):
    get = prices.get
    return sum([get(item, 1) for item in basket])


def inputs(n, rng):
    return ({i: 3 for i in range(n // 3)}, [rng.randrange(n + 1) for _ in range(n)]), {}
