"""Sorting every window anew costs k log k per step: neighbouring windows share all but one item, so keep one sorted."""

TAGS = ("sort", "window", "median", "bisect")
RULE = "sorted-window-to-insort"
SIZES = (100, 2000)


def slow(values):
    medians = []
    for i in range(len(values)):
        window = sorted(values[max(0, i - 60) : i + 1])
        medians.append(window[len(window) // 2])
    return medians


def fast(values):
    from bisect import bisect_left, insort

    medians, window = [], []
    for i, value in enumerate(values):
        insort(window, value)
        if i > 60:
            del window[bisect_left(window, values[i - 61])]
        medians.append(window[len(window) // 2])
    return medians


def inputs(n, rng):
    return ([rng.randrange(10 * n) for _ in range(n)],), {}
