"""Copying every window of a text to count letters in it costs the window's width: count each letter once and subtract two prefix counts."""

TAGS = ("prefix-sum", "window", "text", "count")
RULE = "letter-counts-to-prefix"

from itertools import accumulate

SIZES = (500, 5000)


def slow(text, width):
    shares = []
    for start in range(len(text) - width + 1):
        window = text[start : start + width].upper()
        shares.append((window.count("G") + window.count("C")) / width)
    return shares


def fast(text, width):
    worth = {letter: letter.upper().count("G") + letter.upper().count("C") for letter in set(text)}
    prefix = [0, *accumulate(map(worth.__getitem__, text))]
    return [(prefix[start + width] - prefix[start]) / width for start in range(len(text) - width + 1)]


def inputs(n, rng):
    return ("".join(rng.choice("acgtACGT") for _ in range(n)), n // 5 + 1), {}
