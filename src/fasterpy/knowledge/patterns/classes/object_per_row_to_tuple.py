"""Making an instance per row only to read its fields again costs an `__init__` call each: keep tuples, or work on columns."""

TAGS = ("class", "objects", "overhead")


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def norm(self):
        return self.x * self.x + self.y * self.y


def slow(rows):
    points = []
    for x, y in rows:
        points.append(Point(x, y))
    return [point.norm() for point in points]


def fast(rows):
    return [x * x + y * y for x, y in rows]


def inputs(n, rng):
    return ([(rng.randrange(99), rng.randrange(99)) for _ in range(n)],), {}
