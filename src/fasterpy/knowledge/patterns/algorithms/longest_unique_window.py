"""Checking every substring for repeated characters is quadratic or worse: slide a window and remember where each character was last seen."""

TAGS = ("sliding-window", "substring", "dict", "nested-loop")

SIZES = (50, 400)


def slow(text):
    best = 0
    for i in range(len(text)):
        seen = []
        for j in range(i, len(text)):
            if text[j] in seen:
                break
            seen.append(text[j])
            best = max(best, j - i + 1)
    return best


def fast(text):
    last = {}
    start = best = 0
    for i, ch in enumerate(text):
        start = max(start, last.get(ch, -1) + 1)
        last[ch] = i
        best = max(best, i - start + 1)
    return best


def inputs(n, rng):
    return ("".join(chr(97 + rng.randrange(26)) for _ in range(n)),), {}
