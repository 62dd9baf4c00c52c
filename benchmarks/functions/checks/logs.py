"""Inputs for the functions of ``cases/logs.py``."""

from benchmarks.functions.draw import ints, text, words


def _lines(r, n):
    return [" ".join(words(r, r.randint(0, 3), 2)) for _ in range(n)]


ARGS = {
    "count_levels": lambda r, n: (_lines(r, n),),
    "error_codes": lambda r, n: ([text(r, r.randint(0, 30), "E123 xE4567 ") for _ in range(n)],),
    "strip_timestamps": lambda r, n: ([text(r, r.randint(0, 9), "[]ab  \n") for _ in range(n)],),
    "sessions": lambda r, n: ([(r.randint(0, 3), r.randint(0, 60)) for _ in range(n)], r.randint(0, 9)),
    "tail_of_each": lambda r, n: ([text(r, r.randint(0, 6), "ab:: ") for _ in range(n)], r.randint(0, 3)),
    "matches_any": lambda r, n: (_lines(r, n), words(r, r.randint(0, 3), 3)),
    "busiest_minute": lambda r, n: (ints(r, n, -100, 600),),
}
EDGES = {"matches_any": [(["STRASSE", "straße", "İx"], ["ß", "i̇", ""])], "tail_of_each": [(["a:1", "a:2"], 0)]}
