"""The form of texts as far as the code says it by what it takes them apart at."""

from __future__ import annotations

import ast
import datetime
import json
import random
import string
from collections.abc import Sequence
from typing import Any

_TAKES_APART = {"split", "rsplit", "partition", "rpartition", "splitlines", "find", "index"}


class Marks:
    """What the target's code says about the form of its texts."""

    def __init__(self, separators: Sequence[str] = (), formats: Sequence[str] = (), json: bool = False) -> None:
        self.separators, self.formats, self.json = separators, formats, json

    def __bool__(self) -> bool:
        return bool(self.separators or self.formats or self.json)

    def emit(self, draw: Any, alphabet: str) -> str:
        """One text of the form that the code takes apart, or "" when this draw has plain texts."""
        rng = draw.rng
        if draw.style == "plain" and not self.formats:
            return ""
        if self.json and rng.random() < 0.9:
            pool = [c for c in draw.constants if type(c) is str and c.isidentifier()] + ["id", "name", "kind"]
            fields = {key: rng.choice((rng.randint(0, 99), "abc"[: rng.randint(1, 3)])) for key in rng.sample(pool, 3)}
            return json.dumps(fields)
        if self.formats and rng.random() < 0.95:
            moment = datetime.datetime(2000, 1, 1) + datetime.timedelta(minutes=rng.randrange(60 * 24 * 365 * 30))
            return moment.strftime(self.formats[0])
        if not self.separators:
            return ""
        if draw.style == "joined":
            between = list(self.separators)
        else:
            between = [rng.choice(self.separators) for _ in range(rng.randint(0, 5))]
        letters = "0123456789" if draw.digits else alphabet
        parts = ["".join(rng.choice(letters) for _ in range(rng.randint(1, 3))) for _ in range(len(between) + 1)]
        return parts[0] + "".join(mark + part for mark, part in zip(between, parts[1:], strict=True))


def letters_asked(tree: ast.AST, namespace: dict[str, Any]) -> str:
    """Letters of the texts that values are looked up in: ``RANKS.index(card[0])``, ``base in "ACGT"``."""
    letters: dict[str, None] = {}
    for node in ast.walk(tree):
        where: ast.expr | None = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and len(node.args) == 1:
            if node.func.attr in ("index", "find", "rindex", "rfind"):
                where = None if isinstance(node.args[0], ast.Constant) else node.func.value
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            where = node.comparators[0]
        elif isinstance(node, ast.Subscript) and isinstance(node.value, (ast.Name, ast.Dict)):
            table = _table(node.value, namespace)  # ``COMPLEMENT[base]``
            if isinstance(table, dict) and all(isinstance(key, str) and len(key) == 1 for key in table):
                letters.update(dict.fromkeys(table if len(table) > 2 else ()))
        text = getattr(where, "value", None) if isinstance(where, ast.Constant) else None
        if isinstance(where, ast.Name):
            text = namespace.get(where.id)
        if isinstance(text, str) and 3 < len(text) == len(set(text)) and not set(text) & set(" \n\t"):
            letters.update(dict.fromkeys(text))
    return "".join(letters) if len(letters) <= 64 else ""


def _table(node: ast.Name | ast.Dict, namespace: dict[str, Any]) -> Any:
    """The table that a name of the module means, or that is written out in place; of the latter the keys matter."""
    if isinstance(node, ast.Name):
        return namespace.get(node.id)
    keys = [key.value for key in node.keys if isinstance(key, ast.Constant)]
    return dict.fromkeys(keys) if len(keys) == len(node.keys) else None


def library_letters(node: ast.AST) -> list[str]:
    """A few letters of ``string.punctuation`` and its like, where the code asks for them."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "string":
        return list(str(getattr(string, node.attr, ""))[-4:])
    return []


def marks_of(root: ast.AST, namespace: dict[str, Any]) -> Marks:
    """Separators in the order in which the code names them, formats of dates, JSON."""
    separators: list[str] = []
    formats: list[str] = []
    loads = False
    texts = sorted(
        (n for n in ast.walk(root) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)),
        key=lambda n: (n.lineno, n.end_lineno or 0, n.end_col_offset or 0),
    )
    for call in texts:
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        first = call.args[0] if call.args else None
        given = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
        if name in _TAKES_APART and (given or not call.args):
            separators.append(given or ("\n" if name == "splitlines" else " "))
        elif name == "strptime" and len(call.args) == 2 and isinstance(call.args[1], ast.Constant):
            formats.append(str(call.args[1].value))
        elif name == "strptime" and len(call.args) == 2 and isinstance(call.args[1], ast.Name):
            known = namespace.get(call.args[1].id)
            formats += [known] if isinstance(known, str) else []
        elif name == "fromisoformat":
            formats.append("%Y-%m-%d")
        elif name == "loads":
            loads = True
    return Marks(tuple(dict.fromkeys(separators)), tuple(formats), loads)


def words_listed(namespace: dict[str, Any], asked: Sequence[Any] = ()) -> list[str]:
    """The many short texts of few letters that the module lists: codons, moves, Roman numerals.

    Those behind keys that the code ``asked`` for come often.
    """
    found: list[str] = []
    for name, value in namespace.items():
        if name.startswith("__") or not isinstance(value, (dict, list, tuple, set, frozenset)) or len(value) > 500:
            continue
        parts = [*value, *value.values()] if isinstance(value, dict) else list(value)
        parts = [text for part in parts for text in (part if isinstance(part, (list, tuple, set)) else [part])]
        texts = {part for part in parts if isinstance(part, str) and 1 < len(part) <= 6}
        letters = set("".join(texts))
        if len(texts) >= 6 and 2 <= len(letters) <= 8 and not letters & set(" \n\t"):
            found += sorted(texts)
            if isinstance(value, dict):
                sought = [value[key] for key in value if isinstance(key, str) and key in asked]
                wanted = [text for part in sought if isinstance(part, (list, tuple, set)) for text in part]
                found += [text for text in wanted for _ in range(max(1, len(texts) // len(wanted)))]
    return found


def spelled_text(words: Sequence[str], count: int, rng: random.Random, large: bool) -> str:
    """An expression for a text of about ``count`` letters, spelled from words."""
    amount = max(1, count * len(words) // max(1, sum(map(len, words))))
    if large and count > 60:
        return f"''.join(pick({rng.randrange(10**6)}, {amount}, {list(words)!r}))"
    if large:
        return repr("".join(rng.choice(words) for _ in range(amount)))
    before = "".join(words[0][: rng.choice((0, 0, 1, 2))])
    return repr(before + "".join(rng.choice(words) for _ in range(rng.randint(1, 6 * amount))))


def recurs(node: ast.AST, tree: ast.AST) -> bool:
    """Whether a function, or one of the module's that it calls, calls one of its own name: itself or a method."""
    known = {inner.name: inner for inner in ast.walk(tree) if isinstance(inner, ast.FunctionDef)}
    waiting, met = [node], {node}
    while waiting:
        function = waiting.pop()
        names = {
            getattr(inner.func, "id", "") or getattr(inner.func, "attr", "")
            for inner in ast.walk(function)
            if isinstance(inner, ast.Call)
        }
        if getattr(function, "name", "") in names:
            return True
        for name in names & known.keys():
            if known[name] not in met:
                met.add(known[name])
                waiting.append(known[name])
    return False
