"""A two-dimensional table of which only the previous row is read: keep two rows and index them as locals."""

TAGS = ("dp", "row-reuse", "table", "memory")

SIZES = (30, 150)


def slow(a, b):
    table = [[0 for _ in range(len(b) + 1)] for _ in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            if a[i - 1] == b[j - 1]:
                table[i][j] = table[i - 1][j - 1] + 1
            else:
                table[i][j] = max(table[i - 1][j], table[i][j - 1])
    return table[len(a)][len(b)]


def fast(a, b):
    previous = [0] * (len(b) + 1)
    for x in a:
        current = [0]
        left = 0
        for y, diagonal, above in zip(b, previous, previous[1:]):
            if x == y:
                left = diagonal + 1
            elif above > left:
                left = above
            current.append(left)
        previous = current
    return previous[-1]


def inputs(n, rng):
    return ("".join(rng.choice("acgt") for _ in range(n)), "".join(rng.choice("acgt") for _ in range(n))), {}
