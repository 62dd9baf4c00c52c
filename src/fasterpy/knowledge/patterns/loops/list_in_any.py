"""`any([...])` and `all([...])` build the whole list before they look: pass a generator, which stops at the first answer."""

TAGS = ("any", "all", "generator", "list-comprehension", "early-exit")
RULE = "any-instead-of-list"


def slow(rows):
    return [any([cell < 0 for cell in row]) for row in rows]


def fast(rows):
    result = []
    for row in rows:
        for cell in row:
            if cell < 0:
                result.append(True)
                break
        else:
            result.append(False)
    return result


SIZES = (20, 200)


def inputs(n, rng):
    return ([[rng.randrange(-5, 40) for _ in range(60)] for _ in range(n)],), {}
