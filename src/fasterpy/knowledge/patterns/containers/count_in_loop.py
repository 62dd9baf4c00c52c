"""Calling `list.count` for every element scans the list each time: count all of them once with `collections.Counter`."""

TAGS = ("count", "counter", "histogram")
RULE = "count-in-loop-to-counter"


def slow(words):
    table = {}
    for word in words:
        table[word] = words.count(word)
    return table


def fast(words):
    from collections import Counter

    return dict(Counter(words))


def inputs(n, rng):
    return ([f"w{rng.randrange(n // 4 + 1)}" for _ in range(n)],), {}
