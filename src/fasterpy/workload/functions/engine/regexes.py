"""Texts that match a regular expression."""

from __future__ import annotations

import datetime
import re
import warnings
from collections.abc import Set
from typing import Any

from .kinds import LOWER, Draw, Kind

_TRIES = 6
_UNPADDED = 0.1
"""Share of dates with ``7`` for ``07``, which is read as well."""
_VARIANTS = 120
"""Of each part of a pattern, for large inputs."""
_MOMENTS = 1000
_SPREAD = 4
"""How often an open repetition goes on beyond its least, at most."""


class Formed(Kind):
    """A text that mostly has one of some forms: regular expressions to match, formats of dates."""

    def __init__(
        self,
        patterns: list[str],
        dates: list[str],
        formed: dict[tuple[str, int], str] | None = None,
        joined: bool = False,
        parted: Set[str] = frozenset(),
    ) -> None:
        self.formed, self.joined, self.parted = formed or {}, joined, parted
        self.patterns = [pattern for pattern in patterns if _parsed(pattern) is not None]
        self.dates = dates

    def emit(self, draw: Draw) -> str:
        rng = draw.rng
        if draw.edge and rng.random() < 0.3:
            return repr(rng.choice(("", " ", "a", "0", "é", "a b", "\n")))
        if self.dates and (not self.patterns or rng.random() < 0.5):
            return repr(moment(draw, rng.choice(self.dates)))
        if not self.patterns or rng.random() < (0.1 if draw.exact else 0.2):
            return repr("".join(rng.choice("ab 1.,:-") for _ in range(rng.randint(0, 8))))
        count = draw.size if draw.exact and draw.depth == 0 else rng.choice((1, 1, 1, 2, 3)) if draw.depth == 0 else 1
        if self.joined:
            pieces = [self._one(draw) for _ in range(max(3, min(40, 2 * draw.size)))]
            large = draw.exact and draw.depth == 0
            return f"''.join(pick({rng.randrange(10**6)}, {count}, {pieces!r}))" if large else repr("".join(pieces))
        if count > 20:
            pool = [self._one(draw) for _ in range(20)] + ["a", "b1", ""]
            return f"' '.join(pick({rng.randrange(10**6)}, {count}, {pool!r}))"
        return repr(rng.choice((" ", "", ", ")).join(self._one(draw) for _ in range(count)))

    def mixed(self, draw: Draw, count: int) -> str:
        """An expression for many texts of one pattern, whose parts are drawn apart: hardly one comes twice."""
        plain = len(self.patterns) == 1 and not self.joined and self.patterns[0] not in self.parted
        tree = _parsed(self.patterns[0]) if plain else None
        if tree is None or count <= 20:
            return ""
        words = [c for c in draw.constants if type(c) is str]
        rows = [_Writer(draw.rng, words, self._groups(draw, self.patterns[0])).parts(tree) for _ in range(_VARIANTS)]
        tried = ["".join(draw.rng.choice(rows)[at] for at in range(len(rows[0]))) for _ in range(_TRIES)]
        if len(rows[0]) < 3 or not all(re.search(self.patterns[0], one) for one in tried):
            return ""
        parts = [list(dict.fromkeys(column)) for column in zip(*rows, strict=True)]
        for at, (op, arg) in enumerate(tree):  # moments differ
            if str(op) == "SUBPATTERN" and (form := self.formed.get((self.patterns[0], arg[0]))):
                parts[at] = [moment(draw, form) for _ in range(min(count, _MOMENTS))]
        columns = [f"pick({draw.rng.randrange(10**6)}, {count}, {part!r})" for part in parts]
        return f"list(map(''.join, zip({', '.join(columns)})))"

    def _groups(self, draw: Draw, pattern: str) -> dict[int, str]:
        """What is known of the groups of a pattern."""
        return {group: moment(draw, form) for (one, group), form in self.formed.items() if one == pattern}

    def _one(self, draw: Draw) -> str:
        pattern = draw.rng.choice(self.patterns)
        words = [c for c in draw.constants if type(c) is str]
        if pattern in self.parted:
            # What is taken out, or separates, stands between words that it does not match.
            kept = [c for c in LOWER + "0123456789" if not re.search(pattern, c)] or [*"ab"]
            parts = ["".join(draw.rng.choice(kept) for _ in range(draw.rng.randint(2, 12))) for _ in range(3)]
            between = [matching(pattern, draw.rng, words) for _ in range(draw.rng.choice((0, 0, 1, 1, 2)))]
            return parts[0] + "".join(map("".join, zip(between, parts[1:], strict=False)))
        return matching(pattern, draw.rng, words, self._groups(draw, pattern))


def moment(draw: Draw, form: str) -> str:
    """A point in time, written in this form. Those of one input lie in one period, so that days come again."""
    rng = draw.rng
    span = min(draw.span, max(3, draw.size // 16)) if draw.exact else draw.span  # a day has many events
    day = (draw.start + rng.randrange(span)) % (365 * 30)
    when = datetime.datetime(2000, 1, 1) + datetime.timedelta(days=day, seconds=rng.randrange(60 * 60 * 24))
    made = (when.replace(tzinfo=datetime.UTC) if "%z" in form else when).strftime(form)
    return re.sub(r"\b0(?=\d\b)", "", made) if rng.random() < _UNPADDED and not draw.exact else made


def matching(pattern: str, rng: Any, words: list[str], groups: dict[int, str] | None = None) -> str:
    """A text in which the pattern is found, as far as a few tries go; ``words`` stand where they may, and what is known
    of groups in their place."""
    made = ""
    for _ in range(_TRIES):
        made = _Writer(rng, words, groups or {}).all(_parsed(pattern) or [])
        try:
            if re.search(pattern, made):
                return made
        except (re.error, RecursionError):
            break
    return made


def _parsed(pattern: str) -> Any:
    """The pattern's tree, or None."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parser = re._parser  # type: ignore[attr-defined]
            return parser.parse(pattern)
    except (re.error, AttributeError, RecursionError, OverflowError):
        return None


class _Writer:
    """Walks a parsed pattern."""

    def __init__(self, rng: Any, words: list[str], known: dict[int, str]) -> None:
        self.rng, self.words, self.known = rng, words, known
        self.groups: dict[int, str] = {}

    def all(self, tree: Any) -> str:
        return "".join(self._one(str(op), arg) for op, arg in tree)

    def parts(self, tree: Any) -> list[str]:
        """What each part of the pattern stands for, in order."""
        return [self._one(str(op), arg) for op, arg in tree]

    def _one(self, op: str, arg: Any) -> str:
        if op == "LITERAL":
            return chr(arg)
        if op == "NOT_LITERAL":
            return "a" if arg != 97 else "b"
        if op == "ANY":
            return str(self.rng.choice(LOWER + "  .,1"))
        if op == "IN":
            return self._member(arg)
        if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            return self._repeat(*arg)
        if op == "SUBPATTERN":
            made = self.known.get(arg[0]) or self.all(arg[3])
            if arg[0] is not None:
                self.groups[arg[0]] = made
            return made
        if op == "BRANCH":
            return self.all(self.rng.choice(arg[1]))
        if op == "GROUPREF":
            return self.groups.get(arg, "")
        if op == "ATOMIC_GROUP":
            return self.all(arg)
        return ""  # positions and assertions: the check afterwards decides

    def _repeat(self, low: int, high: Any, inner: Any) -> str:
        few = list(inner)
        if len(few) == 1 and str(few[0][0]) in ("IN", "ANY"):
            digits = str(few[0][1]) == "[(CATEGORY, CATEGORY_DIGIT)]"
            if digits and low == high == 2:
                return f"{self.rng.randint(1, 12):02d}"  # a month, a day, an hour
            if digits and low == high == 4:
                return str(self.rng.randint(1990, 2030))
            fitting = [w for w in self.words if low <= len(w) <= int(high) and all(self._takes(few[0], c) for c in w)]
            if fitting and self.rng.random() < 0.5:
                return str(self.rng.choice(fitting))
        return "".join(self.all(inner) for _ in range(self.rng.randint(low, min(int(high), low + _SPREAD))))

    def _takes(self, item: Any, char: str) -> bool:
        op, arg = item
        if str(op) == "ANY":
            return char != "\n"
        negated = str(arg[0][0]) == "NEGATE"
        return any(_inside(str(kind), value, char) for kind, value in arg[negated:]) != negated

    def _member(self, items: Any) -> str:
        if str(items[0][0]) == "NEGATE":
            free = [c for c in LOWER + " 01.,-" if self._takes(("IN", items), c)]
            return str(self.rng.choice(free)) if free else "\x00"
        kind, value = self.rng.choice(items)
        if str(kind) == "LITERAL":
            return chr(value)
        if str(kind) == "RANGE":
            return chr(self.rng.randint(*value))
        return str(self.rng.choice([c for c in LOWER + " .0123456789_-" if _inside("CATEGORY", value, c)] or ["a"]))


def _inside(kind: str, value: Any, char: str) -> bool:
    if kind == "LITERAL":
        return bool(ord(char) == value)
    if kind == "RANGE":
        return bool(value[0] <= ord(char) <= value[1])
    name = str(value).removeprefix("CATEGORY_")
    plain = name.removeprefix("NOT_")
    holds = {"DIGIT": char.isdigit(), "SPACE": char.isspace(), "WORD": char.isalnum() or char == "_"}.get(plain, True)
    return holds != (plain != name)
