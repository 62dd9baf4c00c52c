"""Summing an arithmetic progression in a loop has a closed form: n·(n+1)/2 and its kin."""

TAGS = ("closed-form", "sum", "range")


def slow(n):
    total = 0
    for i in range(1, n + 1):
        total += i
    return total


def fast(n):
    return n * (n + 1) // 2


def inputs(n, rng):
    return (n,), {}
