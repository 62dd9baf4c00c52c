"""Looking for a node's neighbours by scanning all edges each time: build an adjacency list once."""

TAGS = ("graph", "adjacency", "edges", "dict")

SIZES = (60, 500)


def slow(count, edges):
    degrees = []
    for node in range(count):
        neighbours = set()
        for a, b in edges:
            if a == node:
                neighbours.add(b)
            elif b == node:
                neighbours.add(a)
        degrees.append(len(neighbours))
    return degrees


def fast(count, edges):
    neighbours = [set() for _ in range(count)]
    for a, b in edges:
        neighbours[a].add(b)
        if a != b:
            neighbours[b].add(a)
    return [len(group) for group in neighbours]


def inputs(n, rng):
    count = n + 1
    return (count, [(rng.randrange(count), rng.randrange(count)) for _ in range(2 * n)]), {}
