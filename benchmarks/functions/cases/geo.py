"""Points, boxes and routes."""

import math


def route_length(points: list[tuple[float, float]]) -> float:
    """Length of a polyline."""
    total = 0.0
    for i in range(len(points) - 1):
        x1, y1 = points[i][0], points[i][1]
        x2, y2 = points[i + 1][0], points[i + 1][1]
        total += math.sqrt((x2 - x1) ** 2 + (y2 - y1) ** 2)
    return total


def nearest(points: list[tuple[int, int]], queries: list[tuple[int, int]]) -> list[int]:
    """Index of the nearest point for each query, the first on ties; -1 without points."""
    result = []
    for qx, qy in queries:
        best, best_distance = -1, float("inf")
        for i in range(len(points)):
            distance = math.sqrt((points[i][0] - qx) ** 2 + (points[i][1] - qy) ** 2)
            if distance < best_distance:
                best_distance = distance
                best = i
        result.append(best)
    return result


def points_in_box(points, box):
    """Points inside or on the border of (x0, y0, x1, y1)."""
    inside = []
    for p in points:
        if p[0] >= min(box[0], box[2]) and p[0] <= max(box[0], box[2]):
            if p[1] >= min(box[1], box[3]) and p[1] <= max(box[1], box[3]):
                inside = inside + [p]
    return inside


def distinct_cells(points: list[tuple[int, int]], size: int) -> int:
    """Number of grid cells of the given size that hold a point."""
    cells = []
    for x, y in points:
        cell = [x // size, y // size]
        if cell not in cells:
            cells.append(cell)
    return len(cells)


def bounding_box(points: list[tuple[int, int]]) -> tuple[int, int, int, int]:
    """Smallest box around the points; raises ValueError when there is none."""
    if not points:
        raise ValueError("no points")
    xs = sorted([p[0] for p in points])
    ys = sorted([p[1] for p in points])
    return xs[0], ys[0], xs[-1], ys[-1]


def manhattan_sum(xs: list[int]) -> int:
    """Sum of the distances of all pairs on a line."""
    total = 0
    for i in range(len(xs)):
        for j in range(i + 1, len(xs)):
            total += abs(xs[i] - xs[j])
    return total


def shoelace(points: list[tuple[int, int]]) -> int:
    """Twice the signed area of a polygon."""
    total = 0
    n = len(points)
    for i in range(n):
        j = (i + 1) % n
        total += points[i][0] * points[j][1] - points[j][0] * points[i][1]
    return total
