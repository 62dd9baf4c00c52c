"""Keeping or dropping characters one by one with `+=` is slow: join a comprehension, or let `translate` or a regular expression do it."""

TAGS = ("filter", "characters", "concat", "join")


def slow(text):
    kept = ""
    for i in range(len(text)):
        if text[i] in "0123456789":
            kept = kept + text[i]
    return kept


def fast(text):
    import re

    return re.sub("[^0-9]+", "", text)


SIZES = (500, 20_000)


def inputs(n, rng):
    return ("".join(rng.choice("0123456789abcdefghijklm  ") for _ in range(n)),), {}
