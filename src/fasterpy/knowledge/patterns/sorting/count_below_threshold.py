"""Counting smaller elements with a scan per query is quadratic: sort once and ask `bisect` for the rank."""

TAGS = ("bisect", "rank", "count", "nested-loop")


def slow(scores, queries):
    ranks = []
    for q in queries:
        ranks.append(len([s for s in scores if s < q]))
    return ranks


def fast(scores, queries):
    from bisect import bisect_left

    ordered = sorted(scores)
    return [bisect_left(ordered, q) for q in queries]


def inputs(n, rng):
    return ([rng.randrange(10**6) for _ in range(n)], [rng.randrange(10**6) for _ in range(n)]), {}
