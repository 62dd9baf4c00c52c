"""A `while` loop with its own counter runs more bytecode per round than `for … in range`."""

TAGS = ("while", "counter", "range")
RULE = "while-to-for-range"


def slow(n):
    squares = []
    i = 0
    while i < n:
        squares.append(i * i)
        i += 1
    return squares


def fast(n):
    return [i * i for i in range(n)]


def inputs(n, rng):
    return (n,), {}
