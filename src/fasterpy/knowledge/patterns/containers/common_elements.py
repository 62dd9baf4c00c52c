"""Comparing every element of one list with every element of the other is quadratic: intersect sets."""

TAGS = ("intersection", "nested-loop", "set")


def slow(left, right):
    shared = set()
    for a in left:
        for b in right:
            if a == b:
                shared.add(a)
    return sorted(shared)


def fast(left, right):
    return sorted(set(left) & set(right))


def inputs(n, rng):
    return ([rng.randrange(3 * n + 1) for _ in range(n)], [rng.randrange(3 * n + 1) for _ in range(n)]), {}
