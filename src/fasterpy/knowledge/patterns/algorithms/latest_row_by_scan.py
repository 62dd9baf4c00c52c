"""Looking for the latest row of a key up to a day by filtering all rows, for many days: keep the rows of each key in order and bisect."""

TAGS = ("search", "maximum", "loop", "bisect", "date")
RULE = "latest-row-to-bisect"

SIZES = (40, 400)


def slow(entries, rates):
    found = []
    for name, day in entries:
        known = [rate for rate in rates if rate[0] == name and rate[1] <= day]
        found.append(max(known, key=lambda rate: rate[1])[2] if known else None)
    return found


def fast(entries, rates):
    from bisect import bisect_right

    days, values = {}, {}
    for name, day, value in sorted(rates, key=lambda rate: rate[1]):
        if days.setdefault(name, [])[-1:] != [day]:  # of equal days the first counts
            days[name].append(day)
            values.setdefault(name, []).append(value)
    found = []
    for name, day in entries:
        at = bisect_right(days.get(name, ()), day)
        found.append(values[name][at - 1] if at else None)
    return found


def inputs(n, rng):
    rates = [(rng.choice("abcd"), rng.randrange(n + 1), rng.randrange(100)) for _ in range(n)]
    return ([(rng.choice("abcde"), rng.randrange(n + 1)) for _ in range(n)], rates), {}
