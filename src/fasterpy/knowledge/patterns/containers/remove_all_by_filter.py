"""`while x in items: items.remove(x)` searches and moves the list once per item: keep the others in one pass."""

TAGS = ("remove", "list", "filter", "quadratic")
RULE = "remove-all-loop-to-filter"


def slow(items):
    items = items[:]
    while 0 in items:
        items.remove(0)
    return items


def fast(items):
    return [item for item in items if item != 0]


def inputs(n, rng):
    return ([rng.randrange(3) for _ in range(n)],), {}
