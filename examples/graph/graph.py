"""Distances in a graph of friendships."""


def distances(edges: list[tuple[int, int]], start: int) -> dict[int, int]:
    """Number of steps from ``start`` to every person that can be reached.

    >>> distances([(1, 2), (2, 3), (5, 6)], 1)
    {1: 0, 2: 1, 3: 2}
    """
    neighbours: dict[int, list[int]] = {}
    for a, b in edges:
        neighbours.setdefault(a, []).append(b)
        neighbours.setdefault(b, []).append(a)
    result = {start: 0}
    visited = [start]
    queue = [start]
    while len(queue) > 0:
        person = queue.pop(0)
        for other in neighbours.get(person, []):
            if other not in visited:
                visited.append(other)
                result[other] = result[person] + 1
                queue.append(other)
    return result
