"""Finding objects with `in` over a list calls `__eq__` for each: give them a hashable key and keep a set or dict of keys."""

TAGS = ("class", "equality", "hash", "membership")

SIZES = (50, 300)


class Cell:
    def __init__(self, row, column):
        self.row = row
        self.column = column

    def __eq__(self, other):
        return self.row == other.row and self.column == other.column

    __hash__ = None


def slow(moves):
    visited = []
    for row, column in moves:
        cell = Cell(row, column)
        if cell not in visited:
            visited.append(cell)
    return len(visited)


def fast(moves):
    return len({(row, column) for row, column in moves})


def inputs(n, rng):
    return ([(rng.randrange(n + 1), rng.randrange(n + 1)) for _ in range(n)],), {}
