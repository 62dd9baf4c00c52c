"""Inputs for the functions of ``cases/tables.py``."""

from benchmarks.functions.draw import ints, named, word, words


def _rows(r, n):
    return [{w: r.randint(0, 3) for w in words(r, r.randint(0, 3), 1, "abc")} for _ in range(n)]


ARGS = {
    "column": lambda r, n: (_rows(r, n), "a"),
    "distinct_rows": lambda r, n: (_rows(r, n),),
    "to_csv": lambda r, n: ([ints(r, r.randint(0, 4)) for _ in range(n)],),
    "from_json_lines": lambda r, n: (
        [r.choice(('{"a": 1}', '{"b": [1.0], "a": null}', "{}")) for _ in range(n)],
        words(r, r.randint(0, 3), 1, "ab"),
    ),
    "sort_rows": lambda r, n: (_rows(r, min(n, 25)), "a"),
    "rename": lambda r, n: (_rows(r, n), [(word(r, 1, "abc"), word(r, 1, "abcd")) for _ in range(r.randint(0, 4))]),
    "left_join": lambda r, n: (_rows(r, n), _rows(r, n // 2), "a"),
    "totals": lambda r, n: ([ints(r, r.randint(1, 5)) for _ in range(n)],),
    "group_max": lambda r, n: (named(r, n),),
}
EDGES = {
    "from_json_lines": [(["{"], ["a"]), (["{"], []), (["[1]"], ["a"]), (['{"a": [1]}'], ["a", "a"])],
    "distinct_rows": [([{"a": 1, "b": 2}, {"b": 2, "a": 1}, {"a": True, "b": 2.0}],)],
    "totals": [([[]],), ([[1.5, 2], [2]],)],
}
