"""Creating the same dict or list in every round: create it once outside the loop."""

TAGS = ("literal", "dict", "hoist", "constant")


def slow(grades):
    points = []
    for grade in grades:
        table = {"a": 5, "b": 4, "c": 3, "d": 2, "e": 1, "f": 0, "g": -1, "h": -2}
        points.append(table[grade])
    return points


def fast(grades):
    table = {"a": 5, "b": 4, "c": 3, "d": 2, "e": 1, "f": 0, "g": -1, "h": -2}
    return [table[grade] for grade in grades]


def inputs(n, rng):
    return ([rng.choice("abcdefgh") for _ in range(n)],), {}
