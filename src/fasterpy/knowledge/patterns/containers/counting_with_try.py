"""Counting with `try`/`except KeyError` or an `in` test costs a second lookup per element: `collections.Counter` counts in C."""

TAGS = ("count", "counter", "dict")
RULE = "counter-to-dict"


def slow(letters):
    counts = {}
    for letter in letters:
        if letter not in counts:
            counts[letter] = 0
        counts[letter] += 1
    return counts


def fast(letters):
    from collections import Counter

    return dict(Counter(letters))


SIZES = (1000, 20_000)


def inputs(n, rng):
    return ("".join(rng.choice("abcdefghijkl") for _ in range(n)),), {}
