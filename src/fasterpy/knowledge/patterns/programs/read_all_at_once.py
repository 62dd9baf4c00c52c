"""Calling `input()` once per line is slow for large input: read it all with `sys.stdin.buffer.read().split()` and write once."""

TAGS = ("stdin", "io", "input")
RULE = "bulk-input"


def slow():
    n = int(input())
    total = 0
    for _ in range(n):
        a, b = map(int, input().split())
        total += a * b
    print(total)


def fast():
    import sys

    data = list(map(int, sys.stdin.buffer.read().split()))
    print(sum([a * b for a, b in zip(data[1::2], data[2::2])]))


SIZES = (100, 10_000)


def inputs(n, rng):
    lines = [str(n)] + [f"{rng.randrange(1000)} {rng.randrange(1000)}" for _ in range(n)]
    return ("\n".join(lines) + "\n",), {}
