"""Inputs for the functions of ``cases/matrices.py``."""

from benchmarks.functions.draw import grid, ints


def _fit(r, n):
    size = min(5, 1 + n // 5)
    a, k, b = (r.randint(1, size) for _ in range(3))
    return [ints(r, k) for _ in range(a)], [ints(r, b) for _ in range(k)]


ARGS = {
    "multiply": _fit,
    "transpose": lambda r, n: (grid(r, n),),
    "identity": lambda r, n: (r.randint(-1, 12),),
    "power": lambda r, n: (grid(r, min(n, 16), -9, 99, True), r.randint(-1, 25)),
    "trace": lambda r, n: (grid(r, n, -9, 9, True),),
    "is_symmetric": lambda r, n: (grid(r, n, 0, 0 if r.random() < 0.5 else 1, True),),
    "determinant": lambda r, n: (grid(r, min(n, 25), -5, 5, True),),
    "spiral": lambda r, n: (grid(r, n),),
    "saddle_points": lambda r, n: (grid(r, n, 0, 2),),
}
EDGES = {
    "multiply": [([], [[1]]), ([[1, 2]], []), ([[1, 2], [3]], [[1], [2]]), ([[1.5]], [[2]])],
    "transpose": [([],), ([[]],), ([[1, 2], [3]],), ([[1], [2, 3]],)],
    "determinant": [([],), ([[0] * 7] * 7,)],
    "spiral": [([],), ([[]],), ([[1]],)],
    "is_symmetric": [([],), ([[1, 2], [2, 1]],), ([[1, 2], [2]],)],
    "trace": [([[1, 2], [3]],), ([[1], []],), ([],)],
    "power": [([], 3), ([[1, 1], [1, 0]], 0)],
}
