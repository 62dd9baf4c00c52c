"""Keeping visited nodes in a list and the queue in a list makes breadth-first search quadratic: use a set and a deque."""

TAGS = ("graph", "bfs", "deque", "set")
RULE = "queue-to-deque"


def slow(graph, start):
    visited = [start]
    queue = [start]
    while queue:
        node = queue.pop(0)
        for neighbour in graph[node]:
            if neighbour not in visited:
                visited.append(neighbour)
                queue.append(neighbour)
    return visited


def fast(graph, start):
    from collections import deque

    seen = {start}
    order = [start]
    queue = deque(order)
    while queue:
        for neighbour in graph[queue.popleft()]:
            if neighbour not in seen:
                seen.add(neighbour)
                order.append(neighbour)
                queue.append(neighbour)
    return order


def inputs(n, rng):
    size = n + 1
    return ({i: [rng.randrange(size) for _ in range(3)] for i in range(size)}, 0), {}
