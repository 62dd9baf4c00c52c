"""Networks of roads, friends and packages."""

import copy


def reachable(edges: list[tuple[int, int]], start: int) -> list[int]:
    """Nodes reachable from start along directed edges, sorted."""
    visited: list[int] = []
    queue = [start]
    while queue:
        node = queue.pop(0)
        if node in visited:
            continue
        visited.append(node)
        for a, b in edges:
            if a == node and b not in visited:
                queue.append(b)
    return sorted(visited)


def hops(edges: list[tuple[int, int]], start: int, goal: int) -> int:
    """Fewest undirected edges between two nodes; -1 when not connected."""
    queue = [(start, [start])]
    seen = [start]
    while len(queue) > 0:
        node, path = queue.pop(0)
        if node == goal:
            return len(path) - 1
        for a, b in edges:
            for near, far in ((a, b), (b, a)):
                if near == node and far not in seen:
                    seen.append(far)
                    queue.append((far, path + [far]))
    return -1


def degrees(edges: list[tuple[int, int]], nodes: list[int]) -> dict[int, int]:
    """Number of edge ends at each node."""
    result = {}
    for node in nodes:
        count = 0
        for edge in edges:
            if edge[0] == node:
                count += 1
            if edge[1] == node:
                count += 1
        result[node] = count
    return result


def components(count: int, edges: list[tuple[int, int]]) -> int:
    """Number of connected components of nodes 0..count-1."""
    labels = list(range(count))
    changed = True
    while changed:
        changed = False
        for a, b in edges:
            low = min(labels[a], labels[b])
            if labels[a] != low or labels[b] != low:
                labels[a] = low
                labels[b] = low
                changed = True
    return len(set(labels))


def mutual_friends(friends, a, b):
    """Friends that two people share, in the order of a's list."""
    result = []
    for person in friends.get(a, []):
        if person in friends.get(b, []) and person not in result:
            result.append(person)
    return result


def shortest_costs(graph: dict[str, dict[str, int]], start: str) -> dict[str, int]:
    """Cheapest cost from start to each reachable node."""
    costs = {start: 0}
    done: list[str] = []
    while True:
        best = None
        for node in costs:
            if node not in done and (best is None or costs[node] < costs[best]):
                best = node
        if best is None:
            return costs
        done.append(best)
        for node, weight in graph.get(best, {}).items():
            if node not in costs or costs[best] + weight < costs[node]:
                costs[node] = costs[best] + weight


def remove_node(graph: dict[str, list[str]], node: str) -> dict[str, list[str]]:
    """A copy of the graph without a node."""
    result = copy.deepcopy(graph)
    result.pop(node, None)
    for name in result:
        while node in result[name]:
            result[name].remove(node)
    return result


def count_triangles(edges: list[tuple[int, int]]) -> int:
    """Triples of nodes that are connected with each other."""
    nodes = sorted(set([a for a, _ in edges] + [b for _, b in edges]))
    count = 0
    for a in nodes:
        for b in nodes:
            for c in nodes:
                if a < b and b < c:
                    if (a, b) in edges or (b, a) in edges:
                        if (b, c) in edges or (c, b) in edges:
                            if (a, c) in edges or (c, a) in edges:
                                count += 1
    return count


def tree_depths(parents: list[int]) -> list[int]:
    """Depth of each node; the root's parent is -1."""
    depths = []
    for node in range(len(parents)):
        depth = 0
        while parents[node] != -1:
            node = parents[node]
            depth += 1
        depths.append(depth)
    return depths
