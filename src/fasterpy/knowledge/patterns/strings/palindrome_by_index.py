"""Comparing characters from both ends in a Python loop: compare the text with its reverse slice."""

TAGS = ("palindrome", "slice", "compare")


def slow(text):
    n = len(text)
    for i in range(n):
        if text[i] != text[n - 1 - i]:
            return False
    return True


def fast(text):
    return text == text[::-1]


def inputs(n, rng):
    half = "".join(rng.choice("ab") for _ in range(n // 2))
    return (half + half[::-1],), {}
