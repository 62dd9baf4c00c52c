"""`list.insert(0, x)` shifts the whole list each time: append and reverse once at the end (or use a deque with `appendleft`)."""

TAGS = ("insert", "list", "reverse")


def slow(values):
    result = []
    for value in values:
        result.insert(0, value)
    return result


def fast(values):
    result = list(values)
    result.reverse()
    return result


SIZES = (100, 10_000)


def inputs(n, rng):
    return ([rng.random() for _ in range(n)],), {}
