"""Calling `text.count` for each character of the text itself is quadratic: count all once with `collections.Counter`."""

TAGS = ("count", "counter", "characters")
RULE = "count-in-loop-to-counter"


def slow(text):
    unique = []
    for ch in text:
        if text.count(ch) == 1:
            unique.append(ch)
    return unique


def fast(text):
    from collections import Counter

    times = Counter(text)
    return [ch for ch in text if times[ch] == 1]


SIZES = (500, 5000)


def inputs(n, rng):
    return ("".join(chr(rng.randrange(0x4E00, 0x4E00 + 2 * n + 1)) for _ in range(n)),), {}
