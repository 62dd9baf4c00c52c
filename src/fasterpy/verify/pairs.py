"""Texts of opening and closing letters: well nested, crossed, closed too early; chance hardly makes them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from fasterpy.records import Case, ExpressionCase, StdinCase
from fasterpy.syntax import syntax_tree
from fasterpy.verify.put import call_with, parts, stream_with

_BRACKETS = (("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"))
_MOST_PAIRS = 3


def paired(tree: ast.AST, calls: Sequence[ExpressionCase], streams: Sequence[StdinCase]) -> Iterator[Case]:
    """Such texts in the place of the first text of a call, of a word of such letters in a stream."""
    texts = paired_texts(tree)
    letters = "".join(texts).encode()
    for call in calls[:2] if texts else ():
        leaves = [leaf for leaf in parts(syntax_tree(call.expression, mode="eval"))[0] if type(leaf.value) is str]
        for text in texts if leaves else ():
            yield call_with(call.expression, leaves[0], repr(text))
    for stream in streams[:2] if texts else ():
        words = [match for match in re.finditer(rb"\S+", stream.stdin) if not match[0].strip(letters)]
        for text in texts if words else ():
            yield stream_with(stream.stdin, words[0].start(), words[0].end(), text.encode())


def paired_texts(tree: ast.AST) -> list[str]:
    """Texts of the pairs of letters that the code knows: in a table of single letters, or brackets among its texts."""
    pairs: dict[tuple[str, str], None] = {}
    letters: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) <= 12:
            letters.update(node.value)
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                one, two = _letter(key), _letter(value)
                if one and two and one != two and (two, one) not in pairs:
                    pairs[one, two] = None
    for left, right in _BRACKETS:
        if left in letters and right in letters:
            pairs.pop((right, left), None)
            pairs[left, right] = None
    found: dict[str, None] = {}
    known = list(pairs)[-_MOST_PAIRS:]
    for a, b in known:
        found.update(dict.fromkeys((a + b, b + a, a + a + b + b, a + b + b + a, a + b + a)))
        deep = a + a + b + a + a + b + b + b  # deeper than any run of opening ones is long
        found.update(dict.fromkeys((deep, a + b + deep, a + a + b + a + b + b)))
        for c, d in known:
            if (c, d) != (a, b):
                found.update(dict.fromkeys((a + c + b + d, a + c + d + b, a + d, a + c + d + b + c + a + d + b)))
    return list(found)


def _letter(node: ast.expr | None) -> str:
    text = node.value if isinstance(node, ast.Constant) else None
    return text if isinstance(text, str) and len(text) == 1 and not text.isalnum() else ""
