"""Finding the next power of two by doubling in a loop: use `bit_length` and a shift."""

TAGS = ("bits", "bit-length", "power-of-two")


def slow(sizes):
    out = []
    for size in sizes:
        p = 1
        while p < size:
            p *= 2
        out.append(p)
    return out


def fast(sizes):
    return [1 << (size - 1).bit_length() if size > 1 else 1 for size in sizes]


def inputs(n, rng):
    return ([rng.randrange(1, 1 << 40) for _ in range(n)],), {}
