"""Inputs for the functions of ``cases/games.py``."""

from benchmarks.functions.draw import ints, text, word, words

ARGS = {
    "poker_kind": lambda r, n: (ints(r, r.choice((0, 4, 5, 5, 5, 6)), 1, 4),),
    "is_scramble": lambda r, n: (lambda w: (w, "".join(r.sample(w, len(w))) if r.random() < 0.6 else word(r, 5)))(
        text(r, min(n, 6), "abc")
    ),
    "playable": lambda r, n: (words(r, n, 4, "abc"), text(r, r.randint(0, 6), "abc")),
    "queens_safe": lambda r, n: (r.sample(range(max(n, 1)), min(n, 8)),),
    "paths": lambda r, n: (r.randint(-1, 7), r.randint(-1, 7)),
    "tic_tac_toe": lambda r, n: (text(r, r.choice((9, 9, 9, n)), "XO "),),
    "dice_totals": lambda r, n: (r.randint(-1, 4), r.randint(-1, 6)),
    "climb": lambda r, n: (r.randint(-3, 12),),
    "word_ladder_neighbours": lambda r, n: (words(r, n, 3, "abc"),),
}
EDGES = {
    "queens_safe": [([1, 3, 0, 2],), ([0, 0],), ([],)],
    "is_scramble": [("abcdefgh", "hgfedcba"), ("", ""), ("aab", "abb")],
    "tic_tac_toe": [("XXXOO    ",), ("XXXOOO   ",), ("",), ("XX",)],
    "dice_totals": [(9, 9)],
}
