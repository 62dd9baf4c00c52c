"""`x in list(d.keys())` or `x in d.values()` scans; test `x in d` directly, or keep a set of the values."""

TAGS = ("dict", "keys", "membership")
RULE = "membership-dict-keys"


def slow(stock, requests):
    served = 0
    for name in requests:
        if name in list(stock.keys()):
            served += stock[name]
    return served


def fast(stock, requests):
    served = 0
    for name in requests:
        if name in stock:
            served += stock[name]
    return served


def inputs(n, rng):
    return ({f"p{i}": rng.randrange(9) for i in range(n)}, [f"p{rng.randrange(2 * n + 1)}" for _ in range(n)]), {}
