"""Transposing or taking columns by index in nested loops: `zip(*rows)` walks the rows in C."""

TAGS = ("matrix", "transpose", "zip", "columns")

SIZES = (10, 100)


def slow(rows):
    out = []
    for j in range(len(rows[0])):
        column = []
        for i in range(len(rows)):
            column.append(rows[i][j])
        out.append(column)
    return out


def fast(rows):
    return list(map(list, zip(*rows)))


def inputs(n, rng):
    return ([[rng.randrange(9) for _ in range(n + 1)] for _ in range(n + 1)],), {}
