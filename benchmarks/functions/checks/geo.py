"""Inputs for the functions of ``cases/geo.py``."""

from benchmarks.functions.draw import ints, mixed, pairs


def _floats(r, n):
    return [(r.uniform(-9, 9), float(r.randint(-3, 3))) for _ in range(n)]


ARGS = {
    "route_length": lambda r, n: (_floats(r, n),),
    "nearest": lambda r, n: (pairs(r, n, -4, 4), pairs(r, r.randint(0, 9), -6, 6)),
    "points_in_box": lambda r, n: (pairs(r, n), tuple(ints(r, 4, 0, 8))),
    "distinct_cells": lambda r, n: (pairs(r, n, -9, 9), r.randint(1, 4)),
    "bounding_box": lambda r, n: (pairs(r, n, -9, 9),),
    "manhattan_sum": lambda r, n: (mixed(r, n),),
    "shoelace": lambda r, n: (pairs(r, n, -9, 9),),
}
EDGES = {
    "distinct_cells": [([(1, 1)], 0), ([], 0)],
    "nearest": [([], [(1, 1)]), ([(0, 0)] * 3, [(0, 0)]), ([(10**18, 1), (10**18, 2)], [(0, 0)])],
    "points_in_box": [([], ()), ([(1, 1)], (2, 2, 0, 0))],
    "route_length": [([(0.1, 0.2), (0.3, 0.1), (1e308, 1.0)],), ([(1, 2), (4, 6)],)],
}
