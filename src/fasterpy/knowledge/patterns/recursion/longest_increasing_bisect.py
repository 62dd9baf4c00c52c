"""The quadratic table for the longest increasing subsequence: keep the smallest tail per length and place each value with `bisect_left`."""

TAGS = ("dp", "bisect", "subsequence", "nested-loop")

SIZES = (50, 500)


def slow(values):
    length = [1] * len(values)
    for i in range(len(values)):
        for j in range(i):
            if values[j] < values[i] and length[j] + 1 > length[i]:
                length[i] = length[j] + 1
    return max(length, default=0)


def fast(values):
    from bisect import bisect_left

    tails = []
    for value in values:
        place = bisect_left(tails, value)
        tails[place : place + 1] = [value]
    return len(tails)


def inputs(n, rng):
    return ([rng.randrange(10**6) for _ in range(n)],), {}
