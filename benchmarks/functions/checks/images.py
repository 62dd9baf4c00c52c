"""Inputs for the functions of ``cases/images.py``."""

from benchmarks.functions.draw import grid

ARGS = {
    "histogram": lambda r, n: (grid(r, n, -2, 258),),
    "brightness": lambda r, n: (grid(r, n, 0, 255),),
    "rotate": lambda r, n: (grid(r, n),),
    "threshold": lambda r, n: (grid(r, n), r.randint(-1, 4)),
    "box_blur": lambda r, n: (grid(r, n, 0, 255),),
    "flood_size": lambda r, n: (grid(r, n, 0, 1), r.randint(-1, 4), r.randint(-1, 4)),
    "region_sums": lambda r, n: (grid(r, n, 0, 9), r.randint(-1, 4)),
    "render": lambda r, n: (grid(r, n, 0, 1),),
}
EDGES = {
    "histogram": [([],), ([[], [1]],)],
    "brightness": [([],), ([[]],), ([[1], [2, 3]],)],
    "rotate": [([],), ([[]],), ([[1, 2], [3, 4], [5, 6]],)],
    "box_blur": [([],), ([[-3, 2]],)],
    "threshold": [([], 1), ([[1.5, 2]], 2)],
    "render": [([],), ([[], ["", "x", None]],)],
}
