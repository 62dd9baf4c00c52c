"""Collecting reachable sums in a set of integers: the bits of one big integer, shifted and or-ed, hold them all."""

TAGS = ("subset-sum", "bitset", "set", "dp")


def slow(weights):
    reachable = {0}
    for w in weights:
        reachable = reachable | {r + w for r in reachable}
    return len(reachable)


def fast(weights):
    reachable = 1
    for w in weights:
        reachable |= reachable << w
    return reachable.bit_count()


SIZES = (10, 60)


def inputs(n, rng):
    return ([rng.randrange(1, 50) for _ in range(n)],), {}
