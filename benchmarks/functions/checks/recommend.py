"""Inputs for the functions of ``cases/recommend.py``."""

from benchmarks.functions.draw import ints, table, word, words

ARGS = {
    "also_bought": lambda r, n: ([words(r, r.randint(0, 4), 1, "abcd") for _ in range(n)], "a"),
    "mean_ratings": lambda r, n: ([(word(r, 1), r.randint(1, 5)) for _ in range(n)],),
    "overlap_matrix": lambda r, n: ([r.sample(range(12), r.randint(0, 6)) for _ in range(min(n, 20))],),
    "unseen": lambda r, n: (ints(r, n, 0, 40), ints(r, n // 2, 0, 40), ints(r, n // 3, 0, 40)),
    "popular": lambda r, n: (words(r, n, 2, "ab"), r.randint(0, 5)),
    "borda": lambda r, n: ([r.sample("abcdef", r.randint(0, 6)) for _ in range(n)],),
    "user_vectors": lambda r, n: (
        [(r.randint(-1, 5), r.randint(-1, 5), r.randint(0, 5)) for _ in range(n)],
        r.randint(0, 6),
        r.randint(0, 6),
    ),
    "Ranking.places": lambda r, n: ((table(r, n, 0, 5),), (words(r, n, 2),)),
}
EDGES = {"borda": [([["a", "a", "b"]],)], "overlap_matrix": [([[1, 1], [1]],)]}
