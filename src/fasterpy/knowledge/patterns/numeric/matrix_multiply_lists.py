"""Multiplying matrices with three index loops: transpose the right one once and sum the products with `map` and `operator.mul`."""

TAGS = ("matrix", "zip", "nested-loop", "transpose")

from operator import mul

SIZES = (10, 50)


def slow(a, b):
    n, m, p = len(a), len(b), len(b[0])
    c = [[0] * p for _ in range(n)]
    for i in range(n):
        for j in range(p):
            for k in range(m):
                c[i][j] += a[i][k] * b[k][j]
    return c


def fast(a, b):
    columns = list(zip(*b))
    return [[sum(map(mul, row, column)) for column in columns] for row in a]


def inputs(n, rng):
    n += 1
    return (
        [[rng.randrange(9) for _ in range(n)] for _ in range(n)],
        [[rng.randrange(9) for _ in range(n)] for _ in range(n)],
    ), {}
