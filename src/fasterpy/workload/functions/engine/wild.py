"""Bolder changes than `mutate`: other magnitudes, other alphabets, deeper nesting."""

from __future__ import annotations

import ast
import copy
import random
from typing import Any

from .mutate import fixed

WORDS = (
    "²", "٣1", "ßA", "ss", "İi", "ſ", "a\u2028b", "\x1c", "\u00a0x ", "½", " 1_0 ", "a  b\tc\n", "-3", "+4", "ǆ", "🙂",
    "e\u0301", "a\r\nb", "1\n", "ﬁ", "Ω", "x.y", "a_b", "it's", '"q"', "aaaaa", "aaaaaaaaaaaa", "A", "\n\n", "  ",
)  # fmt: skip
_ALIKE = (("ß", "ss"), ("ſt", "st"), ("ς", "σ"), ("ﬁ", "fi"), ("e\u0301", "é"), ("İ", "i"), ("Ab", "aB"), ("a ", "a"))
_SIZES = (24, 60, 75, 100, 128, 257, 1000)


def constants_in(text: str) -> list[Any]:
    """Whole numbers, texts and fractions that a text names."""
    return [
        node.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant)
        and type(node.value) in (int, float, str)
        and not (isinstance(node.value, str) and len(node.value) > 24)
    ][:60]


def asks_for_types(text: str, qualname: str) -> bool:
    """Whether the function, or one of the file that it calls by name, asks for the type of a value."""
    functions: dict[str, list[ast.AST]] = {}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            functions.setdefault(node.name, []).append(node)
    waiting, known = [part for part in qualname.split(".") if part != "<locals>"], set[str]()
    while waiting:
        name = waiting.pop()
        if name not in known:
            known.add(name)
            for inner in (part for node in functions.get(name, ()) for part in ast.walk(node)):
                called = inner.id if isinstance(inner, ast.Name) else getattr(inner, "attr", "")
                if called in ("isinstance", "type"):
                    return True
                waiting.append(called)
    return False


def wild(expression: str, rng: random.Random, words: list[str], negative: bool, nested: bool, bits: int) -> str:
    """A changed expression, or "" when nothing could be changed; whole numbers have at most ``bits`` bits."""
    try:
        tree = ast.parse(expression, mode="eval")
    except (SyntaxError, ValueError, RecursionError):
        return ""
    if not isinstance(tree.body, ast.Tuple) or len(tree.body.elts) != 2:
        return ""
    args = tree.body.elts[0]
    keys = fixed(args)
    plain: list[Any] = [
        n for n in ast.walk(args) if isinstance(n, ast.Constant) and id(n) not in keys and n.value is not None
    ]
    lists = [n for n in ast.walk(args) if isinstance(n, ast.List)]
    texts = [n for n in plain if isinstance(n.value, str)]
    whole = [n for n in plain if type(n.value) is int]
    if nested and lists and rng.random() < 0.5:
        _nest(rng.choice(lists), rng)
    elif len(texts) > 1 and rng.random() < 0.15:
        one, two = rng.sample(texts, 2)
        one.value, two.value = rng.choice(_ALIKE)
    elif negative and len(whole) > 1 and rng.random() < 0.1:
        for leaf in whole:
            leaf.value = -abs(leaf.value)
    elif lists and rng.random() < 0.25:
        chosen = rng.choice(lists)
        count = rng.choice((9, 17, 33, 65, 130))
        chosen.elts = [copy.deepcopy(rng.choice(chosen.elts)) for _ in range(count)] if chosen.elts else []
        for node in chosen.elts:
            if isinstance(node, ast.Constant):
                node.value = _value(node.value, rng, words, negative, min(bits, 9))
    elif plain:
        for leaf in rng.sample(plain, rng.randint(1, min(3, len(plain)))):
            # Beside a collection a number is a place, a count, a bound: what no machine word holds is not meant.
            beside = lists and any(
                leaf is at or leaf is getattr(at, "operand", None) for at in ast.iter_child_nodes(args)
            )
            leaf.value = _value(leaf.value, rng, words, negative, min(bits, 62) if beside else bits)
    try:
        return ast.unparse(ast.fix_missing_locations(tree))
    except (ValueError, RecursionError):
        return ""


def _nest(node: ast.List, rng: random.Random) -> None:
    if not node.elts:
        node.elts.append(ast.List([], ast.Load()))
        return
    place = rng.randrange(len(node.elts))
    inner = copy.deepcopy(rng.choice(node.elts))
    kind = ast.Tuple if rng.random() < 0.25 else ast.List
    node.elts[place] = kind([inner, *copy.deepcopy(node.elts[place : place + rng.randint(0, 2)])], ast.Load())


def _value(value: Any, rng: random.Random, words: list[str], negative: bool, bits: int) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        if rng.random() < 0.3:
            return rng.choice(_SIZES[: 4 if bits < 10 else None])
        made = rng.getrandbits(rng.randint(1, bits if rng.random() < 0.5 else min(bits, 12)))
        if bits > 62 and rng.random() < 0.3:
            made = made * made + rng.choice((-1, 0, 0, 1))
        return -made if negative and rng.random() < 0.4 else made
    if isinstance(value, float):
        fraction = rng.choice(
            (round(rng.uniform(-99, 99), 2), rng.uniform(-1e6, 1e6), rng.randint(-9, 9) + 0.5, rng.randint(0, 9) / 10)
        )
        return fraction if negative else abs(fraction)
    if isinstance(value, str):
        letters = "".join(w for w in words[len(WORDS) :] if len(w) < 7) or "abcdefg"
        if rng.random() < 0.25:
            return "".join(rng.choice(letters) for _ in range(rng.randint(1, 7)))
        if rng.random() < 0.3 and value:
            return _edited(value, rng, letters)
        if rng.random() < 0.15 and value:
            half, times = (len(value) + 1) // 2, rng.choice((3, 7, 12))
            return value[:half] * times + value[half:] * times
        word = rng.choice(words)
        return rng.choice((word, value + word, word + value, word + word, word + value + rng.choice(words)))
    return value


def _edited(value: str, rng: random.Random, letters: str) -> str:
    """One character moved, dropped, doubled or put in."""
    place, other = rng.randrange(len(value)), rng.randrange(len(value))
    rest = value[:place] + value[place + 1 :]
    moved = rest[:other] + value[place] + rest[other:]
    return rng.choice((moved, moved, rest, value[:place] + value[place] + value[place:], rest + rng.choice(letters)))
