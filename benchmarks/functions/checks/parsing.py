"""Inputs for the functions of ``cases/parsing.py``."""

from benchmarks.functions.draw import text, words


def _tree(r, n):
    if n <= 0:
        return r.randint(0, 9)
    return {w: (_tree(r, n // 3) if r.random() < 0.5 else r.randint(0, 9)) for w in words(r, min(n, 4), 2)}


def _rpn(r, n):
    if n <= 0:
        return [str(r.randint(-9, 9))]
    left = r.randint(0, n - 1)
    return _rpn(r, left) + _rpn(r, n - 1 - left) + [r.choice("+-*")]


ARGS = {
    "parse_query": lambda r, n: (text(r, n, "ab==&&1"),),
    "parse_csv": lambda r, n: ("\n".join(text(r, r.randint(0, 7), "a,b, ") for _ in range(n)),),
    "balanced": lambda r, n: (text(r, n, "()[]{}a") if r.random() < 0.5 else "(" * n + ")" * n,),
    "tokenize": lambda r, n: (text(r, n, "ab1 +*\n²é("),),
    "rpn": lambda r, n: (_rpn(r, n),),
    "unescape": lambda r, n: (
        "".join(r.choice(("&lt;", "&gt;", "&amp;", "&quot;", "&#39;", "lt;", "&", "x")) for _ in range(n)),
    ),
    "flatten_keys": lambda r, n: (_tree(r, n + 1),),
    "decode_runs": lambda r, n: (text(r, n, "ab12"),),
}
EDGES = {
    "rpn": [([],), (["+"],), (["1", "x", "+"],), (["2", "3"],)],
    "decode_runs": [("0a",), ("a3",), ("",)],
    "flatten_keys": [({},), ({"a": {}},), ({"a": {"b": 1}, "a.b": 2},), ({"a": 1}, "p")],
    "unescape": [("&amp;lt;",), ("&amp;amp;",)],
}
