"""Words that a program asks for, in the place of words and numbers of its inputs, in any letter case.

Inputs are made column by column; what is only compared (``parts[1].upper() != "DE"``) may come as a number there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from fasterpy.records import Case, StdinCase
from fasterpy.verify.commands import commands

_CASES, _MOST, _MOST_BYTES, _WORDS = 6, 48, 300, 4
_TOKEN = re.compile(rb"\S+")
_CASE = frozenset({"lower", "upper", "casefold", "swapcase", "title", "capitalize"})


def said(tree: ast.Module, cases: Sequence[Case], source: str) -> list[StdinCase]:
    """Variants of inputs with one word put in. They may break the format; the original will tell."""
    words = [word for word in _asked(tree) if not any(word.encode() in _stdin(case) for case in cases)][:_WORDS]
    if not words or commands(tree):
        return []
    if any(isinstance(node, ast.Attribute) and node.attr in _CASE for node in ast.walk(tree)):
        words = [form for word in words for form in (word, word.lower(), word.upper(), word.capitalize())]
    found: dict[bytes, None] = {}
    base = [case.stdin for case in cases if isinstance(case, StdinCase) and len(case.stdin) < _MOST_BYTES]
    for data in sorted(base, key=len, reverse=True)[:: max(1, len(base) // _CASES)][:_CASES]:
        tokens = list(_TOKEN.finditer(data))
        for word in dict.fromkeys(words):
            for token in tokens[:: max(1, len(tokens) // 4)][:5] + tokens[1:2]:
                found[data[: token.start()] + word.encode() + data[token.end() :]] = None
    stride = max(1, len(found) // _MOST)
    return [StdinCase(stdin=data, source=source, size=len(data)) for data in [*found][::stride][:_MOST]]


def _stdin(case: Case) -> bytes:
    return case.stdin if isinstance(case, StdinCase) else b""


def _asked(tree: ast.Module) -> list[str]:
    """Texts of letters that something is compared with."""
    found: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq | ast.In | ast.NotIn):
            for side in (node.left, *node.comparators):
                for part in side.elts if isinstance(side, ast.Tuple | ast.List | ast.Set) else [side]:
                    if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value.isalpha():
                        found[part.value] = None
    return [word for word in found if 1 < len(word) < 16]
