"""Slicing every window to compare it with a pattern does a Python step per position: let `str.find` search."""

TAGS = ("find", "window", "substring", "slice")


def slow(text, word):
    places = []
    for i in range(len(text) - len(word) + 1):
        if text[i : i + len(word)] == word:
            places.append(i)
    return places


def fast(text, word):
    places = []
    i = text.find(word)
    while i >= 0:
        places.append(i)
        i = text.find(word, i + 1)
    return places


SIZES = (500, 20_000)


def inputs(n, rng):
    return ("".join(rng.choice("abcd") for _ in range(n)), "abca"), {}
