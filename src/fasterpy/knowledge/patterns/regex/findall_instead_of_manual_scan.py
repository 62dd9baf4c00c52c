"""Scanning text character by character to collect tokens is slow in Python: let one compiled regular expression find them all."""

TAGS = ("regex", "tokenise", "findall", "characters")

import re


def slow(text):
    words = []
    current = ""
    for ch in text:
        if "a" <= ch <= "z":
            current += ch
        elif current:
            words.append(current)
            current = ""
    if current:
        words.append(current)
    return words


def fast(text):
    return re.findall("[a-z]+", text)


SIZES = (500, 10_000)


def inputs(n, rng):
    return ("".join(rng.choice("abcdefgh ,.1") for _ in range(n)),), {}
