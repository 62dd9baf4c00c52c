"""Inputs for the functions of ``cases/caches.py``."""

from benchmarks.functions.draw import ints, mixed, words

ARGS = {
    "lru_hits": lambda r, n: (ints(r, n, 0, 8), r.randint(-1, 9)),
    "distinct_in_windows": lambda r, n: (ints(r, n, 0, 5), r.randint(-1, 8)),
    "window_max": lambda r, n: (mixed(r, n), r.randint(-1, 8)),
    "first_repeat": lambda r, n: (ints(r, n, 0, max(1, n * n // 2)),),
    "fast_first_repeat": lambda r, n: (ints(r, n, 0, max(1, n * n // 2)),),
    "History.add_all": lambda r, n: ((r.randint(-1, 6),), (words(r, n, 2),)),
}
EDGES = {
    "first_repeat": [([1, True],), ([[1], [1]],), ([[1], {}, [1]],), ("abca",), ((1, 2),)],
    "window_max": [([1, True, 1.0], 2), ([], 3)],
}
