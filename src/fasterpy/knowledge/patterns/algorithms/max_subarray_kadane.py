"""Trying all subarrays is quadratic or worse: keep the best sum ending here in one pass (Kadane)."""

TAGS = ("subarray", "kadane", "dp", "nested-loop")

SIZES = (50, 300)


def slow(values):
    best = values[0]
    for i in range(len(values)):
        for j in range(i, len(values)):
            total = sum(values[i : j + 1])
            if total > best:
                best = total
    return best


def fast(values):
    best = here = values[0]
    for value in values[1:]:
        here = value if here < 0 else here + value
        if here > best:
            best = here
    return best


def inputs(n, rng):
    return ([rng.randrange(-50, 50) for _ in range(n + 1)],), {}
