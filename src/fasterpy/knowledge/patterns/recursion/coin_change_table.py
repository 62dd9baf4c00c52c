"""Trying every choice recursively without memory is exponential: tabulate the answers for smaller amounts."""

TAGS = ("recursion", "dp", "coins", "memo")

SIZES = (10, 18)


def slow(amount, coins):
    if amount == 0:
        return 0
    best = 10**9
    for coin in coins:
        if coin <= amount:
            best = min(best, slow(amount - coin, coins) + 1)
    return best


def fast(amount, coins):
    best = [0] + [10**9] * amount
    for a in range(1, amount + 1):
        for coin in coins:
            if coin <= a and best[a - coin] + 1 < best[a]:
                best[a] = best[a - coin] + 1
    return best[amount]


def inputs(n, rng):
    return (n, [1, 3, 4]), {}
