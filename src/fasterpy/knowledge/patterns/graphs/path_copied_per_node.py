"""Carrying the whole path in every queue entry copies it at each step: store each node's predecessor and rebuild the path at the end."""

TAGS = ("graph", "bfs", "path", "copy")

SIZES = (60, 800)


def slow(graph, start, goal):
    queue = [[start]]
    seen = {start}
    while queue:
        path = queue.pop(0)
        if path[-1] == goal:
            return path
        for neighbour in graph[path[-1]]:
            if neighbour not in seen:
                seen.add(neighbour)
                queue.append(path + [neighbour])
    return None


def fast(graph, start, goal):
    before = {start: None}
    order = [start]
    for node in order:
        if node == goal:
            path = []
            while node is not None:
                path.append(node)
                node = before[node]
            return path[::-1]
        for neighbour in graph[node]:
            if neighbour not in before:
                before[neighbour] = node
                order.append(neighbour)
    return None


def inputs(n, rng):
    size = n + 2
    return ({i: [min(i + 1, size - 1), i // 2] for i in range(size)}, 0, size - 1), {}
