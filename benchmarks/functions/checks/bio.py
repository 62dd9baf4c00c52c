"""Inputs for the functions of ``cases/bio.py``."""

from benchmarks.functions.draw import text

ARGS = {
    "gc_content": lambda r, n: (text(r, n, "ACGTgN"),),
    "reverse_complement": lambda r, n: (text(r, n, "ACGTNa"),),
    "kmer_counts": lambda r, n: (text(r, n, "ACG"), r.randint(-1, 5)),
    "hamming": lambda r, n: (text(r, n, "AC"), text(r, max(0, n + r.randint(-2, 2)), "AC")),
    "edit_distance": lambda r, n: (text(r, min(n, 6), "AC"), text(r, r.randint(0, 6), "AC")),
    "find_motif": lambda r, n: (text(r, n, "AC"), text(r, r.randint(0, 3), "AC")),
    "translate": lambda r, n: (text(r, n, "TAGC"),),
    "consensus": lambda r, n: ([text(r, r.randint(3, 6), "ACG") for _ in range(n)],),
}
EDGES = {"find_motif": [("AAAA", "AA"), ("A", "AA"), ("", "")], "hamming": [([1, 2], (1, 3)), ("", "ab")]}
