"""Testing every place of a window for whether it lies in the list costs its width: clamp the ends and subtract two prefix sums."""

TAGS = ("prefix-sum", "window", "clamp", "range")
RULE = "clamped-window-to-prefix"

from itertools import accumulate

SIZES = (50, 500)


def slow(days, spans):
    totals = []
    for start, end in spans:
        total = 0
        for day in range(start, end + 1):
            if 0 <= day < len(days):
                total += days[day]
        totals.append(total)
    return totals


def fast(days, spans):
    prefix = [0, *accumulate(days)]
    totals = []
    for start, end in spans:
        first, last = max(start, 0), min(end + 1, len(days))
        totals.append(prefix[last] - prefix[first] if first < last else 0)
    return totals


def inputs(n, rng):
    spans = [(start, start + rng.randrange(n // 2 + 1)) for start in (rng.randrange(-9, n + 9) for _ in range(n))]
    return ([rng.randrange(999) for _ in range(n)], spans), {}
