"""Removing elements of one list from another with `in` or `remove` is quadratic: make a set of what goes and filter once."""

TAGS = ("difference", "remove", "set")


def slow(rows, banned):
    left = rows[:]
    for row in rows:
        if row in banned:
            left.remove(row)
    return left


def fast(rows, banned):
    gone = set(banned)
    return [row for row in rows if row not in gone]


def inputs(n, rng):
    return ([rng.randrange(3 * n + 1) for _ in range(n)], [rng.randrange(3 * n + 1) for _ in range(n)]), {}
