"""A helper that goes through all steps from the start, called for every step, is quadratic: keep the states and go on from the last."""

TAGS = ("recurrence", "helper", "balance", "generator")
RULE = "helper-states-kept"

SIZES = (30, 300)


def after(start, rate, payment, months):
    balance = start
    for _ in range(months):
        balance = balance + balance * rate // 1200 - payment
    return balance


def slow(start, rate, payment, months):
    return [(month, after(start, rate, payment, month)) for month in range(months)]


def fast(start, rate, payment, months):
    table, balance = [], start
    for month in range(months):
        table.append((month, balance))
        balance = balance + balance * rate // 1200 - payment
    return table


def inputs(n, rng):
    return (rng.randrange(10**6), rng.randrange(1, 60), rng.randrange(1, 9999), n), {}
