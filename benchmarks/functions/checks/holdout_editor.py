"""Inputs for the functions of ``cases/holdout_editor.py``."""

from benchmarks.functions.draw import text, word, words

ARGS = {
    "line_starts": lambda r, n: (text(r, n),),
    "highlight": lambda r, n: (words(r, n, 2), words(r, n // 2, 2)),
    "expand_tabs": lambda r, n: (text(r, n, "ab\t \n"), r.randint(-1, 9)),
    "completions": lambda r, n: (words(r, n, 4, "abABß"), word(r, 2, "abAß"), r.randint(-1, 5)),
    "identifiers": lambda r, n: (text(r, n, "ab1_ +é"),),
    "common_lines": lambda r, n: (words(r, min(n, 7), 1), words(r, min(n, 7), 1)),
    "outline": lambda r, n: (["#" * r.randint(0, 4) + r.choice(" x") + word(r) for _ in range(n)],),
    "word_lengths": lambda r, n: (text(r, n, "ab  "),),
}
EDGES = {"completions": [(["a"], "", 3), ([], "a", 2)], "outline": [(["# a", "## b", "# c"],)]}
