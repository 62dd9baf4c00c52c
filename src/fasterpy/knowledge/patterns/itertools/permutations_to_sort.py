"""Trying all permutations for the smallest or next arrangement is factorial: construct it (sort, or the next-permutation step)."""

TAGS = ("permutations", "construct", "factorial")

from itertools import permutations

SIZES = (5, 7)


def slow(digits):
    best = None
    for arrangement in permutations(digits):
        number = int("".join(arrangement))
        if best is None or number > best:
            best = number
    return best


def fast(digits):
    return int("".join(sorted(digits, reverse=True)))


def inputs(n, rng):
    return ([rng.choice("0123456789") for _ in range(n + 1)],), {}
