"""Merging sorted lists by repeated `pop(0)` shifts everything each time: concatenate and sort (runs are recognised), or use `heapq.merge`."""

TAGS = ("merge", "sort", "pop")


def slow(a, b):
    a, b = a[:], b[:]
    merged = []
    while a and b:
        if a[0] <= b[0]:
            merged.append(a.pop(0))
        else:
            merged.append(b.pop(0))
    return merged + a + b


def fast(a, b):
    return sorted(a + b)


def inputs(n, rng):
    return (sorted(rng.randrange(10**6) for _ in range(n)), sorted(rng.randrange(10**6) for _ in range(n))), {}
