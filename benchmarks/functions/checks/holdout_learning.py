"""Inputs for the functions of ``cases/holdout_learning.py``."""

from benchmarks.functions.draw import ints, word, words


def _documents(rng, count):
    return [words(rng, rng.randint(0, 6), 2) for _ in range(count)]


ARGS = {
    "vocabulary": lambda r, n: (_documents(r, n),),
    "one_hot": lambda r, n: (words(r, n, 2),),
    "encode": lambda r, n: (words(r, n, 2), words(r, n, 2)),
    "document_frequency": lambda r, n: (_documents(r, n), words(r, n, 2)),
    "softmax": lambda r, n: ([r.uniform(-9, 9) for _ in range(n)],),
    "confusion": lambda r, n: (words(r, n, 1), words(r, n, 1)),
    "accuracy": lambda r, n: (ints(r, n, 0, 3), ints(r, n, 0, 3)),
    "batches": lambda r, n: (ints(r, n), r.randint(-1, 6)),
    "nearest_label": lambda r, n: ([(v, word(r)) for v in ints(r, n)], ints(r, n)),
    "roc_pairs": lambda r, n: (ints(r, n), ints(r, n, 0, 2)),
}
EDGES = {
    "encode": [([1, True, 2.0], [1.0, 2]), ([[1]], [[1], [2]])],
    "accuracy": [("abc", "abd"), ([float("nan")],) * 2],
}
