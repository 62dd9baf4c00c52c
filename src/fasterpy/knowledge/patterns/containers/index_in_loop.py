"""`list.index` in a loop searches from the start each time: build a dict from value to position once."""

TAGS = ("index", "dict", "position")
RULE = "index-in-loop-to-dict"


def slow(names, order):
    positions = []
    for name in order:
        positions.append(names.index(name))
    return positions


def fast(names, order):
    where = {}
    for i, name in enumerate(names):
        where.setdefault(name, i)
    return [where[name] for name in order]


def inputs(n, rng):
    names = [f"user{rng.randrange(2 * n + 1)}" for _ in range(n + 1)]
    return (names, [rng.choice(names) for _ in range(n)]), {}
