"""Inputs for the functions of ``cases/matching.py``."""

from benchmarks.functions.draw import ints, mixed, text, word, words

ARGS = {
    "common": lambda r, n: (ints(r, n, 0, 20), ints(r, n, 0, 20)),
    "pairs_with_sum": lambda r, n: (mixed(r, n), r.randint(-5, 20)),
    "join_people": lambda r, n: (
        [(r.randint(0, 6), word(r)) for _ in range(n)],
        [(r.randint(0, 6), word(r)) for _ in range(n)],
    ),
    "first_difference": lambda r, n: ("a" * n + word(r), "a" * (n + r.randint(-1, 1)) + word(r)),
    "symmetric": lambda r, n: (words(r, n, 2), words(r, n, 2)),
    "similarity": lambda r, n: (text(r, n, "abcdefgh"), text(r, n, "abcdxyz")),
    "merge_sorted": lambda r, n: (sorted(ints(r, n)), sorted(ints(r, n // 2))),
    "closest_pair": lambda r, n: (ints(r, n, 0, 9999),),
    "subset": lambda r, n: (ints(r, n // 3, 0, 40), ints(r, n, 0, 40)),
    "assign": lambda r, n: ([ints(r, r.randint(0, 4), -2, n + 2) for _ in range(n)], r.randint(-1, n + 1)),
}
EDGES = {
    "merge_sorted": [([3, 1], [2]), ([1, True], [1.0, 1]), ([], [])],
    "pairs_with_sum": [([2, 2, 2, 2], 4), ([0.5, 1.5], 2), ([], 0)],
    "common": [([1, True, 1.0], [1]), ([[1], [1]], [[1]])],
    "first_difference": [([], []), ([1, 2], [1.0, 2]), ("", "a")],
}
