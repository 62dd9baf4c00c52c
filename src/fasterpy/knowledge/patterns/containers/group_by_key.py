"""Grouping by scanning all records once per key is quadratic: walk the records once and collect them in a dict of lists."""

TAGS = ("group", "dict", "nested-loop")


def slow(records):
    groups = {}
    for key in sorted(set(k for k, _ in records)):
        groups[key] = [v for k, v in records if k == key]
    return groups


def fast(records):
    collected = {}
    for key, value in records:
        if key in collected:
            collected[key].append(value)
        else:
            collected[key] = [value]
    return {key: collected[key] for key in sorted(collected)}


def inputs(n, rng):
    return ([(rng.randrange(n // 3 + 1), rng.random()) for _ in range(n)],), {}
