"""Inputs for the functions of ``cases/stats.py``."""

from benchmarks.functions.draw import floats, ints, mixed

ARGS = {
    "median": lambda r, n: (mixed(r, n),),
    "mode": lambda r, n: (ints(r, n),),
    "standardize": lambda r, n: (floats(r, n),),
    "inversions": lambda r, n: (mixed(r, n),),
    "cumulative_max": lambda r, n: (mixed(r, n),),
    "histogram": lambda r, n: (mixed(r, n), r.randint(-1, 6)),
    "dot": lambda r, n: (mixed(r, n), mixed(r, r.randint(0, n))),
    "percentile_of": lambda r, n: (ints(r, n), ints(r, n)),
    "correlation_sums": lambda r, n: (mixed(r, n), mixed(r, r.randint(0, n + 1))),
    "longest_run": lambda r, n: (ints(r, n, 0, 1),),
}
EDGES = {
    "median": [([1, 2],), ([2, 1],), ([True, 1, 0],), ([1, 1.0, True],)],
    "mode": [([],), ([True, 1, 2],), ([1.5, 1.5, 1],)],
    "standardize": [([],), ([1.0, 1.0],), ([1e16, 1.0, -1e16],), ([1, 2, 4],)],
    "cumulative_max": [([1, True, 1.0],), ([2.0, 2, 3],)],
    "longest_run": [([1, True, 1.0],), ([float("nan")] * 2,)],
}
