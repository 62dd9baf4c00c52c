"""`insert(0, x)` in a loop moves all items in every round: append, and reverse the list once after the loop."""

TAGS = ("insert", "list", "reverse", "loop")
RULE = "insert-front-then-reverse"


def slow(items):
    result = []
    for item in items:
        result.insert(0, item)
    return result


def fast(items):
    result = list(items)
    result.reverse()
    return result


def inputs(n, rng):
    return ([rng.randrange(99) for _ in range(4 * n)],), {}
