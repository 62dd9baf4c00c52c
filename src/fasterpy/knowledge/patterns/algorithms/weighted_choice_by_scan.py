"""Adding up weights for every draw until they pass a number: keep the running totals in a list and find the place by bisection."""

TAGS = ("search", "sum", "loop", "bisect")
RULE = "cumulative-scan-to-bisect"

SIZES = (50, 500)


def slow(weights, numbers):
    found = []
    for number in numbers:
        total = 0
        for place, weight in enumerate(weights):
            total += weight
            if number < total:
                found.append(place)
                break
    return found


def fast(weights, numbers):
    from bisect import bisect_right
    from itertools import accumulate

    totals = [*accumulate(weights)]
    places = (bisect_right(totals, number) for number in numbers)
    return [place for place in places if place < len(totals)]


def inputs(n, rng):
    weights = [rng.randrange(10) for _ in range(n)]
    return (weights, [rng.randrange(sum(weights) + 2) for _ in range(n)]), {}
