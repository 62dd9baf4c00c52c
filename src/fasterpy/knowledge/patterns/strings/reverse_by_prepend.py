"""Building a string by putting characters in front is quadratic: slice it backwards with `text[::-1]`."""

TAGS = ("string", "reverse", "slice")
RULE = "prepend-loop-to-slice"


def slow(text):
    out = ""
    for ch in text:
        out = ch + out
    return out


def fast(text):
    return text[::-1]


def inputs(n, rng):
    return ("".join(rng.choice("abcdef ") for _ in range(n)),), {}
