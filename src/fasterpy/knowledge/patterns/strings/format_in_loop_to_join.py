"""Formatting one piece and gluing it to a separator by hand: map to `str` and join once."""

TAGS = ("join", "format", "csv", "concat")


def slow(rows):
    lines = []
    for row in rows:
        line = ""
        for i in range(len(row)):
            line += "%d" % row[i]
            if i != len(row) - 1:
                line += ","
        lines.append(line)
    return lines


def fast(rows):
    return [",".join(map(str, row)) for row in rows]


def inputs(n, rng):
    return ([[rng.randrange(1000) for _ in range(8)] for _ in range(n)],), {}
