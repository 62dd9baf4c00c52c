"""Searching the nearest unvisited node with a scan makes Dijkstra quadratic: use a heap and skip stale entries."""

TAGS = ("graph", "shortest-path", "heap", "min")
RULE = "nearest-to-heap"

SIZES = (60, 400)


def slow(graph, start):
    distance = {node: float("inf") for node in graph}
    distance[start] = 0
    open_nodes = list(graph)
    while open_nodes:
        node = min(open_nodes, key=lambda x: distance[x])
        open_nodes.remove(node)
        for neighbour, weight in graph[node]:
            if distance[node] + weight < distance[neighbour]:
                distance[neighbour] = distance[node] + weight
    return distance


def fast(graph, start):
    from heapq import heappop, heappush

    distance = {node: float("inf") for node in graph}
    distance[start] = 0
    heap = [(0, start)]
    while heap:
        here, node = heappop(heap)
        if here > distance[node]:
            continue
        for neighbour, weight in graph[node]:
            there = here + weight
            if there < distance[neighbour]:
                distance[neighbour] = there
                heappush(heap, (there, neighbour))
    return distance


def inputs(n, rng):
    size = n + 1
    graph = {i: [(rng.randrange(size), rng.randrange(1, 20)) for _ in range(3)] for i in range(size)}
    return (graph, 0), {}
