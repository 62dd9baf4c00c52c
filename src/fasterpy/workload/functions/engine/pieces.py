"""Texts that are cut into pieces, and the tables in which the pieces are looked up: words of a dictionary, codes."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable
from typing import Any

from .fields import Key, Names
from .groups import Dict, Listing
from .kinds import Kind, Str

PIECES = ["".join(letters) for size in (1, 2, 3) for letters in itertools.product("ab", repeat=size)]
"""Short texts of two letters: whatever is spelled from them can be cut in many ways."""
_LONGER = ["".join(letters) for letters in itertools.product("ab", repeat=4)] + ["ababa", "aabba", "bbbbb", "abbabb"]
"""Beside them in large tables, for code that asks for a least length."""


def pieces_asked(tree: ast.AST) -> frozenset[str]:
    """Names of containers in which the code looks for slices of texts, and of lists of what texts start with."""
    cut = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and _slice(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    runs = {
        node.target.id: node.iter
        for node in ast.walk(tree)
        if isinstance(node, (ast.For, ast.comprehension)) and isinstance(node.target, ast.Name)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        key: ast.expr | None = None
        table: ast.expr | None = None
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            key, table = node.left, node.comparators[0]
        elif isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Slice):
            key, table = node.slice, node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            if node.func.attr == "get":
                key, table = node.args[0], node.func.value
            elif node.func.attr == "startswith" and isinstance(node.args[0], ast.Name):
                whole = _slice(node.func.value) or len(node.args) > 1
                found.add(_named(runs.get(node.args[0].id)) if whole else "")
        if key is not None and (_slice(key) or (isinstance(key, ast.Name) and key.id in cut)):
            found.add(_named(table))
    return frozenset(found - {""})


def _slice(node: ast.expr) -> bool:
    return isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) and node.slice.step is None


def _named(node: ast.expr | None) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr.lstrip("_") if isinstance(node, ast.Attribute) else ""


def mark_pieces(named: Iterable[tuple[str, Kind]], asked: frozenset[str], depth: int = 0) -> bool:
    """Says to dicts and lists under such names that they hold pieces; whether there is one."""
    found = False
    for name, kind in named:
        inside = kind.key if isinstance(kind, Dict) else kind.element if isinstance(kind, Listing) else None
        inside = inside.base if isinstance(inside, Key) else inside
        if name in asked and type(inside) is Str and isinstance(kind, (Dict, Listing)):
            kind.pieces = [*PIECES, *_LONGER]
            if isinstance(kind, Dict):
                kind.key = inside
            else:
                kind.element = inside
            found = True
        elif hasattr(kind, "known") and depth < 2:
            found = mark_pieces(kind.known().items(), asked, depth + 1) or found
    return found


def cut_into_pieces(slots: Iterable[Any], tree: ast.AST) -> bool:
    """Says to all parameters what holds pieces; whether there is anything of the kind."""
    slots, asked = list(slots), pieces_asked(tree)
    if any(slot.name in asked for slot in slots):
        for slot in slots:
            slot.options = _plain(slot.options, slot.name in asked)
    return mark_pieces([(slot.name, slot.kind) for slot in slots], asked)


def _plain(kinds: list[Kind], asked: bool) -> list[Kind]:
    """Kinds of a parameter beside a table of pieces: no keys of that table, but texts that are cut into them; and what
    is asked for pieces is no list of keys."""
    found: list[Kind] = []
    for kind in kinds:
        key = kind.key if isinstance(kind, Names) and asked else kind
        base = key.base if isinstance(key, Key) else None
        found.append((Listing(base) if isinstance(kind, Names) else base) if type(base) is Str else kind)
    return found
