"""Inputs for the functions of ``cases/reports.py``."""

from benchmarks.functions.draw import ints, mixed, table, text, word, words

ARGS = {
    "to_table": lambda r, n: ([words(r, r.randint(0, 4), 6) for _ in range(min(n, 20))],),
    "pivot": lambda r, n: ([(word(r, 1), word(r, 1), r.randint(-9, 9)) for _ in range(n)],),
    "top": lambda r, n: (table(r, n, 0, 4), r.randint(-1, n + 1)),
    "ranks": lambda r, n: (mixed(r, n),),
    "bullet_list": lambda r, n: (_nested(r, n),),
    "percentages": lambda r, n: (table(r, n, 0, 9),),
    "paginate": lambda r, n: (ints(r, n), r.randint(-1, 6)),
    "html_rows": lambda r, n: ([[text(r, 3, "a&<>") for _ in range(r.randint(0, 4))] for _ in range(n)],),
}
EDGES = {
    "percentages": [({},), ({"a": 0},), ({"a": 1, "b": -1},), ({"a": 0.1, "b": 0.2},)],
    "html_rows": [([[1, None, 2.5]],)],
    "bullet_list": [([],), ([[]],), ([1, ["x", [None]], "y"], 3)],
    "top": [({"a": 1}, 5), ({}, 3)],
}


def _nested(r, n):
    return [_nested(r, n // 3) if r.random() < 0.3 and n else r.choice((1, "x", "a b")) for _ in range(min(n, 5))]
