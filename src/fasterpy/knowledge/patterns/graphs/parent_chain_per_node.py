"""Walking up the parents of every node anew is quadratic in deep trees: remember what is above each node."""

TAGS = ("graph", "tree", "parents", "memo")
RULE = "shared-chains"
SIZES = (100, 1500)


def slow(parents):
    depth = {}
    for node in parents:
        steps, current = 0, node
        while current in parents:
            current = parents[current]
            steps += 1
        depth[node] = steps
    return depth


def fast(parents):
    depth = {}
    above = {}
    for node in parents:
        waiting, current = [], node
        while current in parents and current not in above:
            waiting.append(current)
            current = parents[current]
        steps = above.get(current, 0)
        for each in reversed(waiting):
            steps += 1
            above[each] = steps
        depth[node] = steps
    return depth


def inputs(n, rng):
    return ({i: max(0, i - rng.randrange(1, 4)) for i in range(1, n + 1)},), {}
