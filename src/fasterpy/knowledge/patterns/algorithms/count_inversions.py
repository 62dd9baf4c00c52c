"""Counting pairs out of order with nested loops is quadratic: insert into a sorted list with `bisect`, or merge-sort and count."""

TAGS = ("inversions", "bisect", "pairs", "nested-loop")

SIZES = (100, 800)


def slow(values):
    count = 0
    for i in range(len(values)):
        for j in range(i + 1, len(values)):
            if values[i] > values[j]:
                count += 1
    return count


def fast(values):
    from bisect import bisect_right, insort

    seen = []
    count = 0
    for i, value in enumerate(values):
        count += i - bisect_right(seen, value)
        insort(seen, value)
    return count


def inputs(n, rng):
    return ([rng.randrange(10**6) for _ in range(n)],), {}
