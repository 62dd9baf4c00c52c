"""Inputs for the functions of ``cases/validation.py``."""

from benchmarks.functions.draw import ints, mixed, text, words

ARGS = {
    "valid_emails": lambda r, n: (
        [
            text(r, r.randint(0, 3), "a.B-")
            + r.choice("@@a")
            + text(r, r.randint(0, 3), "aB-")
            + r.choice((".com", ".c", ".de\n", ""))
            for _ in range(n)
        ],
    ),
    "luhn": lambda r, n: (text(r, n, "0123456789 -²x"),),
    "password_score": lambda r, n: (text(r, n, "aB1!é²ßǅ"),),
    "has_duplicates": lambda r, n: (ints(r, n, 0, max(1, n * n)),),
    "isbn10": lambda r, n: (text(r, r.choice((9, 10, 10, 10, 11)), "0123456789X- "),),
    "sudoku_ok": lambda r, n: ([r.sample(range(10), r.choice((9, 9, 4))) for _ in range(min(n, 9))],),
    "bad_rows": lambda r, n: (
        [{w: r.choice((0, "", None, "x")) for w in words(r, 3, 1, "abc")} for _ in range(n)],
        words(r, r.randint(0, 4), 1, "abc"),
    ),
    "is_sorted": lambda r, n: (sorted(mixed(r, n)) if r.random() < 0.5 else mixed(r, n),),
}
EDGES = {
    "has_duplicates": [([1, True],), ([[1], [1]],), ([[1], {}],), ("aba",), ([float("nan")] * 2,), ((1, 2, "1"),)],
    "isbn10": [("080442957X",), ("X123456789",), ("²123456789",), ("123456789٣",)],
    "luhn": [("",), ("18",), ("٣٤",)],
    "sudoku_ok": [([],), ([[1, 1]],), ([[1], [1]],), ([[0, 0], [0, 0]],), ([[10, 10], [11, 11]],)],
    "is_sorted": [([],), ((1, 2),), ([1, True, 1.0],)],
}
