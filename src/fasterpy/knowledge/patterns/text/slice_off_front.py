"""Cutting what was read off the front of a text (`text = text[3:]`) copies the rest at every step: move a place in it forward instead."""

TAGS = ("slice", "parser", "copy")
RULE = "consumed-front-to-offset"


def slow(text):
    counts = {}
    while len(text) >= 3:
        word = text[:3]
        counts[word] = counts.get(word, 0) + 1
        text = text[3:]
    return counts


def fast(text):
    counts = {}
    place = 0
    while len(text) - place >= 3:
        word = text[place : place + 3]
        counts[word] = counts.get(word, 0) + 1
        place += 3
    return counts


SIZES = (3000, 120_000)


def inputs(n, rng):
    return ("".join(rng.choice("ACGT") for _ in range(n)),), {}
