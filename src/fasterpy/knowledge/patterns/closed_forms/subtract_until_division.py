"""Repeated subtraction or addition until a bound is passed is a division: use `//` and `%` (or `divmod`)."""

TAGS = ("closed-form", "division", "while")


def slow(amount, coin):
    coins = 0
    while amount >= coin:
        amount -= coin
        coins += 1
    return coins, amount


def fast(amount, coin):
    return divmod(amount, coin)


def inputs(n, rng):
    return (7 * n + rng.randrange(7), 7), {}
