"""Generating all pairs only to count them: count groups of equal value and add k·(k−1)/2 for each."""

TAGS = ("closed-form", "pairs", "counter", "nested-loop")


def slow(values):
    count = 0
    for i in range(len(values)):
        for j in range(i + 1, len(values)):
            if values[i] == values[j]:
                count += 1
    return count


def fast(values):
    from collections import Counter

    return sum([k * (k - 1) // 2 for k in Counter(values).values()])


SIZES = (50, 500)


def inputs(n, rng):
    return ([rng.randrange(n // 5 + 1) for _ in range(n)],), {}
