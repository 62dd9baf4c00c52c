"""Friendship graphs: a few well-connected people and many with few friends."""


def inputs(n, rng):
    for _ in range(4):
        edges = [(rng.randrange(n), int(n * rng.random() ** 2)) for _ in range(2 * n)]
        yield (edges, rng.randrange(n)), {}
