"""Inputs for the functions of ``cases/configs.py``."""

from benchmarks.functions.draw import table, text, word, words


def _tree(r, n):
    if n <= 0:
        return r.choice((1, 2.5, None, "x", [1, [2]], True))
    return {w: _tree(r, r.choice((0, n // 3))) for w in words(r, min(n, 4), 2, "ab")}


ARGS = {
    "merge": lambda r, n: (_tree(r, n + 1), _tree(r, n + 1)),
    "changed_keys": lambda r, n: (table(r, n, 0, 2), table(r, n, 0, 2)),
    "validate": lambda r, n: (table(r, n), words(r, n // 2, 2), words(r, n // 2, 2)),
    "clone": lambda r, n: (_tree(r, n),),
    "expand": lambda r, n: (
        "".join(r.choice(("${a}", "${b}", "$", "{a}", " ")) for _ in range(n)),
        {"a": "${b}", "b": word(r)},
    ),
    "lookup": lambda r, n: (_tree(r, n + 1), [".".join(words(r, r.randint(1, 3), 2, "ab")) for _ in range(n)]),
    "parse_flags": lambda r, n: ([r.choice(("--", "-", "")) + text(r, r.randint(0, 4), "ab=") for _ in range(n)],),
}
EDGES = {
    "clone": [({1: (2, 3)},), ({"a": float("inf")},), ((1, 2),), ({True: 1, None: 2},), ({"x": {1, 2}},)],
    "expand": [("${a}", {"b": "1", "a": "${b}"}), ("", {}), ("${}", {"": "x"})],
    "changed_keys": [({"a": None}, {}), ({}, {"a": None})],
    "lookup": [({"": 1}, ["", "."]), ({"a": 1}, ["a.b"])],
}
