"""Merging groups by relabelling every member is quadratic: use union–find with path halving."""

TAGS = ("union-find", "components", "relabel", "nested-loop")

SIZES = (60, 800)


def slow(count, links):
    group = list(range(count))
    for a, b in links:
        old, new = group[a], group[b]
        if old != new:
            for i in range(count):
                if group[i] == old:
                    group[i] = new
    return len(set(group))


def fast(count, links):
    parent = list(range(count))

    def find(x):
        while parent[x] != x:
            parent[x] = x = parent[parent[x]]
        return x

    left = count
    for a, b in links:
        a, b = find(a), find(b)
        if a != b:
            parent[a] = b
            left -= 1
    return left


def inputs(n, rng):
    count = n + 1
    return (count, [(rng.randrange(count), rng.randrange(count)) for _ in range(n)]), {}
