"""Inputs for the functions of ``cases/holdout_sensors.py``."""

from benchmarks.functions.draw import floats, ints, mixed, pairs

ARGS = {
    "smooth": lambda r, n: (floats(r, n), r.randint(-1, 4)),
    "outliers": lambda r, n: (mixed(r, n), r.randint(-1, 3)),
    "align": lambda r, n: (pairs(r, n), pairs(r, n)),
    "peaks": lambda r, n: (mixed(r, n),),
    "rolling_min": lambda r, n: (mixed(r, n), r.randint(-1, 6)),
    "energy": lambda r, n: (mixed(r, n),),
    "distance_matrix": lambda r, n: (pairs(r, n // 2),),
    "gaps": lambda r, n: (ints(r, n, 0, 60), r.randint(-1, 9)),
    "uptime": lambda r, n: ([(t, r.choice(("on", "off", "x"))) for t in ints(r, n, 0, 90)],),
}
EDGES = {"align": [([(1, 2), (True, 3)], [(1, 4), (1.0, None)])], "energy": [([1.5, 2, True],)]}
