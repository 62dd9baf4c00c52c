"""Recursion over two indices without memory is exponential: fill a table row by row, keeping only the last row."""

TAGS = ("recursion", "dp", "grid", "row-reuse")

SIZES = (6, 9)


def slow(rows, cols):
    if rows == 0 or cols == 0:
        return 1
    return slow(rows - 1, cols) + slow(rows, cols - 1)


def fast(rows, cols):
    row = [1] * (cols + 1)
    for _ in range(rows):
        for c in range(1, cols + 1):
            row[c] += row[c - 1]
    return row[cols]


def inputs(n, rng):
    return (n, n), {}
