"""Advancing a linear recurrence step by step takes n steps: square its way with fast doubling (or a matrix power)."""

TAGS = ("recurrence", "doubling", "modulo")

SIZES = (200, 5000)


def slow(n, m):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, (a + b) % m
    return a % m


def fast(n, m):
    a, b = 0, 1
    for bit in bin(n)[2:]:
        c = a * (2 * b - a) % m
        d = (a * a + b * b) % m
        a, b = (d, (c + d) % m) if bit == "1" else (c, d)
    return a % m


def inputs(n, rng):
    return (n, 10**9 + 7), {}
