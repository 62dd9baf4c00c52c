"""Sorting everything to take a few largest: `heapq.nlargest` (or `nsmallest`) keeps only k."""

TAGS = ("sort", "top-k", "heap")


def slow(scores, k):
    ordered = list(scores)
    ordered.sort()
    ordered.reverse()
    return ordered[:k]


def fast(scores, k):
    from heapq import nlargest

    return nlargest(k, scores)


SIZES = (10_000, 100_000)


def inputs(n, rng):
    return ([rng.random() for _ in range(n)], 5), {}
