"""Mapping characters one at a time through `ord` and `chr`: build a table once and call `str.translate`."""

TAGS = ("translate", "ord", "mapping")


def slow(text, shift):
    out = []
    for ch in text:
        if "a" <= ch <= "z":
            out.append(chr((ord(ch) - 97 + shift) % 26 + 97))
        else:
            out.append(ch)
    return "".join(out)


def fast(text, shift):
    letters = "abcdefghijklmnopqrstuvwxyz"
    k = shift % 26
    return text.translate(str.maketrans(letters, letters[k:] + letters[:k]))


SIZES = (500, 20_000)


def inputs(n, rng):
    return ("".join(rng.choice("abcxyz, ") for _ in range(n)), rng.randrange(30)), {}
