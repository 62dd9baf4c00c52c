"""Summing each window from scratch costs its length per step: slide it, adding the new element and subtracting the old one."""

TAGS = ("sliding-window", "sum", "slice")


def slow(values, k):
    sums = []
    for i in range(len(values) - k + 1):
        sums.append(sum(values[i : i + k]))
    return sums


def fast(values, k):
    if len(values) < k:
        return []
    total = sum(values[:k])
    sums = [total]
    for new, old in zip(values[k:], values):
        total += new - old
        sums.append(total)
    return sums


SIZES = (300, 3000)


def inputs(n, rng):
    return ([rng.randrange(100) for _ in range(n)], n // 6 + 1), {}
