"""Inputs for the functions of ``cases/already_fast.py``."""

from benchmarks.functions.draw import grid, ints, mixed, text, words

ARGS = {
    "tally": lambda r, n: (words(r, n, 2),),
    "prefix_sums": lambda r, n: (mixed(r, n),),
    "smallest": lambda r, n: (mixed(r, n), r.randint(-1, n + 1)),
    "lookup_all": lambda r, n: (sorted(ints(r, n)), ints(r, n)),
    "unique": lambda r, n: (ints(r, n),),
    "joined": lambda r, n: (words(r, n),),
    "total_length": lambda r, n: (words(r, n),),
    "is_prime": lambda r, n: (r.choice((n, n * n, r.randint(-5, 10**5))),),
    "bfs_order": lambda r, n: ({i: ints(r, r.randint(0, 4), 0, n) for i in range(n)}, r.randint(0, 3)),
    "intersection": lambda r, n: (ints(r, n), ints(r, n)),
    "clamp": lambda r, n: (ints(r, n), r.randint(-5, 5), r.randint(-5, 12)),
    "largest": lambda r, n: (mixed(r, n),),
    "reversed_words": lambda r, n: (text(r, n),),
    "flatten": lambda r, n: (grid(r, n),),
}
