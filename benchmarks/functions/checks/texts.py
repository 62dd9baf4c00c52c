"""Inputs for the functions of ``cases/texts.py``."""

from benchmarks.functions.draw import text, words

ARGS = {
    "word_counts": lambda r, n: (text(r, n),),
    "most_common_word": lambda r, n: (" ".join(words(r, n, 2)),),
    "remove_stop_words": lambda r, n: (words(r, n, 2), words(r, r.randint(0, 5), 2)),
    "wrap": lambda r, n: (" ".join(words(r, n, 6)), r.randint(0, 20)),
    "is_palindrome": lambda r, n: ((lambda half: half + half[::-1] + r.choice(("", "", "x")))(text(r, n, "aAbé1 ,")),),
    "anagram_groups": lambda r, n: (words(r, n, 4, "abc"),),
    "caesar": lambda r, n: (text(r, n, "abcxyzABZé 1ß"), r.randint(-60, 60)),
    "initials": lambda r, n: ([" ".join(words(r, r.randint(0, 3))) for _ in range(n)],),
    "longest_common_prefix": lambda r, n: (["ab" * r.randint(0, 2) + w for w in words(r, n)],),
}
EDGES = {
    "longest_common_prefix": [(["", "a"],), (["a", ""],), (["abc", "abc"],), (["ab"],)],
    "word_counts": [("İI ß ẞ",), ("a.b a-b",)],
    "is_palindrome": [("ẞß",), ("ßs",), ("İ",)],
}
