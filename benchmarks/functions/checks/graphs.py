"""Inputs for the functions of ``cases/graphs.py``."""

from benchmarks.functions.draw import ints, pairs, word, words


def _adjacent(r, n):
    return {w: words(r, r.randint(0, 5), 2, "ab") for w in words(r, n, 2, "ab")}


def _weighted(r, n):
    return {w: {v: r.randint(0, 9) for v in words(r, r.randint(0, 4), 2, "ab")} for w in words(r, n, 2, "ab")}


ARGS = {
    "reachable": lambda r, n: (pairs(r, n, 0, 12), r.randint(0, 12)),
    "hops": lambda r, n: (pairs(r, n, 0, 12), r.randint(0, 12), r.randint(0, 12)),
    "degrees": lambda r, n: (pairs(r, n), ints(r, n, 0, 9)),
    "components": lambda r, n: (n + 1, pairs(r, n // 2, 0, n)),
    "mutual_friends": lambda r, n: (_adjacent(r, n), word(r, 2, "ab"), word(r, 2, "ab")),
    "shortest_costs": lambda r, n: (_weighted(r, n), word(r, 2, "ab")),
    "remove_node": lambda r, n: (_adjacent(r, n), word(r, 2, "ab")),
    "count_triangles": lambda r, n: (pairs(r, min(n, 25), 0, 9),),
    "tree_depths": lambda r, n: ([-1, *(r.randint(0, i) for i in range(n))],),
}
EDGES = {"components": [(0, []), (2, [(5, 5)])], "tree_depths": [([],), ([-1, -1],)], "remove_node": [({}, "a")]}
