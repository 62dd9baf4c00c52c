"""What stands inside one word or text: parts joined by a mark (``12:30:05``, ``3-2``, ``name=value``), and prose.

That a word has parts shows when the program takes it apart: it asks for more of them than there are.
"""

from __future__ import annotations

import ast
import re
from typing import Any

from .taint import STATE, Key

_TIME = (23, 59, 59)
_DATE = ((1990, 2030), (1, 12), (1, 28))
_ASKS = frozenset({"isalpha", "isalnum", "isspace", "isdigit", "islower", "isupper", "findall", "finditer", "title"})
_BETWEEN = (" ", " ", " ", "\n", "  ", ", ", ". ", "-", "' ", "\n\n", "; ", " 7 ")
MOST = 6
LOOSE = -1
"""As many parts as come."""


def parted(choose: Any, key: Key, mark: str, count: int) -> str:
    """A word of so many parts."""
    known = choose.model
    if count == LOOSE:
        count = choose.rng.choice((1, 2, 2, 3, 3, 4))
    pieces = [(key[0], (key[1], i)) for i in range(count)]
    field = known.field(key)
    sign = "-" if field.minus and choose.rng.random() < 0.35 else ""
    if mark == "." and count == 2 and field.parts != (mark, LOOSE) and not known.numbers.isdisjoint(pieces):
        whole = choose.rng.randint(0, max(1, min(choose.regime.high, 10**6)))  # a price: two digits behind the point
        return f"{sign}{choose.rng.choice((0, whole, whole))}.{choose.rng.randint(0, 99):02d}"
    return f"{sign}{mark.join(_piece(choose, mark, pieces, i, known.taken_apart, known.numbers) for i in range(count))}"


def loosen(model: Any, runs: Any) -> None:
    """Words that the program cuts at a mark and goes through: mostly of several parts, though it asks for none.

    ``runs``: gives how many of a few small runs end normally.
    """
    for key, mark in list(model.cut.items()):
        field = model.field(key)
        if field.parts is None and key[1] != "*" and len(mark) == 1 and not mark.isalnum():
            kind, known = field.kind, (set(model.numbers), set(model.taken_apart))
            field.parts, field.kind = (mark, LOOSE), "str"
            model.numbers |= {(key[0], (key[1], i)) for i in range(4)}
            STATE.parted.add(key)
            if runs() >= 6:
                continue
            field.parts, field.kind = None, kind
            model.numbers, model.taken_apart = known
            STATE.parted.discard(key)


def _piece(choose: Any, mark: str, pieces: list[Key], i: int, taken_apart: set[Key], numbers: set[Key]) -> str:
    rng, key, count = choose.rng, pieces[i], len(pieces)
    whole = (key[0], key[1][0])
    clock = mark == ":" and count in (2, 3) and not numbers.isdisjoint(pieces)
    if whole in taken_apart and key not in numbers and not clock:  # it ran, and nobody made a number of this one
        word = str(choose.word(key, rng.randint(1, 4)))
        return word.replace(mark, "") or "a"
    if clock:
        padded = (
            choose.pools.setdefault("padded", rng.random() < 0.6) or choose.model.clock > 0
        )  # hours, in the whole input alike
        return f"{rng.randint(0, _TIME[i]):0{2 if i or padded else 1}d}"
    if mark in "-/" and count == 3:
        return f"{rng.randint(*_DATE[i]):02d}"
    field = choose.model.field(key)
    constants = [c for c in field.constants if type(c) is int and c >= 0]
    if constants and rng.random() < 0.25:
        return str(max(0, rng.choice(constants) + rng.choice((-1, 0, 0, 1))))
    if rng.random() < 0.25 and choose.model.field(whole).parts == (mark, LOOSE):
        return str(rng.choice(("0", "0", "1", "10")))
    low, high, indexed = choose.limits(key)
    most = high if indexed else min(high, max(1, choose.regime.high))
    return str(rng.randint(low if indexed else 0, max(low, most)))


def more_parts(model: Any, outcome: Any) -> bool:
    """Learns from a run that took a word apart and missed some parts; True when that told what to change."""
    message = str(outcome.error)
    asked = re.search(r"values to unpack \(expected (?:at least )?(\d+)", message)
    beyond = message == "list index out of range"
    for key, (mark, found) in outcome.parts.items() if asked or beyond else ():
        field = model.field(key)
        wanted = int(asked[1]) if asked else found + 1
        if f", got {found})" not in message and not (found > wanted or beyond):
            continue
        if 1 < wanted <= MOST and field.parts != (mark, wanted) and (asked or wanted > (field.parts or ("", 1))[1]):
            field.parts, field.kind = (mark, wanted), "str"
            STATE.parted.add(key)
            letters = model.field((key[0], "c")).constants
            if mark in letters:
                letters.remove(mark)
            return True
    if "invalid literal for int()" in message and outcome.parts:  # of one that no run before made a number
        parts = {(key[0], (key[1], i)) for key, (_, count) in outcome.parts.items() for i in range(count)}
        fresh = bool(parts - model.numbers) and any(model.field(key).parts for key in outcome.parts)
        model.numbers |= parts
        return fresh
    return False


def spelled(choose: Any, key: Key, number: int) -> str:
    """A number as a program that looks for sign and decimal point itself may meet it: ``-0.5``, ``3.25``."""
    field, rng = choose.model.field(key), choose.rng
    sign = "-" if field.minus and number >= 0 and rng.random() < 0.35 else ""
    if not field.decimal or field.size or rng.random() < 0.4:
        return f"{sign}{number}"
    whole = rng.choice((0, 0, number)) if number >= 0 else number
    return f"{sign}{whole}.{rng.choice(('5', '05', '50', '25', '0', str(rng.randint(1, 99)).zfill(2)))}"


def prose(choose: Any, key: Key) -> str:
    """A text of several lines: words that come again, in other letter case, with marks between them."""
    rng = choose.rng
    size = max(1, min(choose.regime.size, 2000))
    pool = [str(choose.word(key, rng.randint(1, 5))) for _ in range(max(1, min(12, size)))]
    pool += [word.title() for word in pool[:2]] + [word.upper() for word in pool[:1]]
    parts = []
    for _ in range(size if choose.regime.exact else rng.randint(1, 2 * size)):
        parts += [rng.choice(pool), rng.choice(_BETWEEN) if rng.random() < 0.5 else " "]
    return "".join(parts[:-1])


def takes_prose(tree: ast.Module) -> bool:
    """Whether a program that keeps all of its input as one text tells letters from what stands between words."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in _ASKS:
            return True
        if isinstance(node, ast.Compare | ast.BinOp):
            texts = {part.value for part in ast.walk(node) if isinstance(part, ast.Constant)}
            if texts & {" ", "\n"} or {"a", "z"} <= texts or {"A", "Z"} <= texts:
                return True
    return False
