"""Run-length coding by comparing neighbours with index arithmetic: use `itertools.groupby`, or scan once with a compiled regular expression."""

TAGS = ("run-length", "regex", "groups")


def slow(text):
    out = ""
    i = 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j += 1
        out += text[i] + str(j - i)
        i = j
    return out


def fast(text):
    import re

    return "".join([m.group(1) + str(m.end() - m.start()) for m in re.finditer(r"(.)\1*", text, re.DOTALL)])


SIZES = (500, 5000)


def inputs(n, rng):
    return ("".join(rng.choice("ab") * rng.randrange(1, 12) for _ in range(n // 4 + 1)),), {}
