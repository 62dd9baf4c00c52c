"""Numbers and strings that remember which field of the input they are, and log how the program uses them.

A *key* names a field of the input: ``(site, column)``; column ``"*"`` is the variable part of a line, ``"c"`` a
character of a string. A taint is ``(kind, key, offset)``: ``"v"`` the field's value plus offset, ``"r"`` an index below
the field's value plus offset.
"""

from __future__ import annotations

import sys
from typing import Any

Key = Any
Taint = Any


class Facts:
    """What one run showed about the fields."""

    def __init__(self) -> None:
        self.index: list[tuple[Key, int, int, bool]] = []
        self.divisor: set[Key] = set()
        self.small: set[Key] = set()
        self.size: set[Key] = set()
        self.constants: dict[Key, set[Any]] = {}
        self.signs: set[Key] = set()
        self.absolute: set[Key] = set()
        self.less: set[tuple[Key, Key, int]] = set()
        self.lengths: set[tuple[Key, Key, int]] = set()
        self.digits: set[Key] = set()
        self.strain = False
        """Something happened that no author means: see ``relate``."""

    def constant(self, key: Key, value: Any) -> None:
        found = self.constants.setdefault(key, set())
        if len(found) < 24:
            found.add(value)


class State:
    """The facts of the run in progress; ``on`` is False while no run is being watched."""

    facts = Facts()
    budget = 0
    literals: dict[int, set[int]] = {}
    """Whole numbers written in comparisons of the program, by line."""


STATE = State()


def log_compare(a: Num, b: Any, op: str) -> None:
    taint = a.taint
    if taint is None or taint[0] != "v" or STATE.budget <= 0:
        return
    STATE.budget -= 1
    if type(b) is Num and b.taint is not None:
        return
    if type(b) is int:
        if b <= 0 and b not in STATE.literals.get(sys._getframe(2).f_lineno, ()):
            return  # what was worked out to be zero says nothing about the values that come
        STATE.facts.constant(taint[1], b - taint[2])
        if b == 0 and taint[2] == 0 and op != "==":
            STATE.facts.signs.add(taint[1])


class Num(int):
    """An int with a taint."""

    taint: Taint = None

    def __add__(self, other: Any) -> Any:
        value = int.__add__(self, other)
        if type(other) is int and self.taint is not None:
            return num(value, (self.taint[0], self.taint[1], self.taint[2] + other))
        return value

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        value = int.__sub__(self, other)
        if type(other) is int and self.taint is not None:
            return num(value, (self.taint[0], self.taint[1], self.taint[2] - other))
        return value

    def _divides(self) -> None:
        if self.taint is not None and self.taint[0] == "v":
            STATE.facts.divisor.add(self.taint[1])

    def __rfloordiv__(self, other: Any) -> Any:
        self._divides()
        return int.__rfloordiv__(self, other)

    def __rmod__(self, other: Any) -> Any:
        self._divides()
        return int.__rmod__(self, other)

    def __rtruediv__(self, other: Any) -> Any:
        self._divides()
        return int.__rtruediv__(self, other)

    def __rpow__(self, other: Any, mod: Any = None) -> Any:
        if self.taint is not None and mod is None:
            STATE.facts.small.add(self.taint[1])
        return int.__rpow__(self, other) if mod is None else int.__rpow__(self, other, mod)

    def __rlshift__(self, other: Any) -> Any:
        if self.taint is not None:
            STATE.facts.small.add(self.taint[1])
        return int.__rlshift__(self, other)

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, (list, str, tuple)):
            if self.taint is not None and self.taint[0] == "v":
                STATE.facts.size.add(self.taint[1])
            return other * int(self)
        return int.__mul__(self, other)

    __rmul__ = __mul__

    def __abs__(self) -> Any:
        if self.taint is not None and self.taint[0] == "v" and self.taint[2] == 0:
            STATE.facts.absolute.add(self.taint[1])
        return int.__abs__(self)

    def __lt__(self, other: Any) -> Any:
        log_compare(self, other, "<")
        return int.__lt__(self, other)

    def __le__(self, other: Any) -> Any:
        log_compare(self, other, "<=")
        return int.__le__(self, other)

    def __gt__(self, other: Any) -> Any:
        log_compare(self, other, ">")
        return int.__gt__(self, other)

    def __ge__(self, other: Any) -> Any:
        log_compare(self, other, ">=")
        return int.__ge__(self, other)

    def __eq__(self, other: object) -> bool:
        log_compare(self, other, "==")
        return int.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        log_compare(self, other, "==")
        return int.__ne__(self, other)

    __hash__ = int.__hash__

    def __reduce__(self) -> Any:
        return (int, (int(self),))


def num(value: int, taint: Taint) -> Any:
    result = Num(value)
    result.taint = taint
    return result


class Text(str):
    """A token, a line or a character of the input."""

    key: Key = None
    tokens: Any = None
    """For a line: its tokens, so that ``split`` keeps the keys."""

    def _same(self, value: str) -> Any:
        result = Text(value)
        result.key = self.key
        result.tokens = self.tokens
        return result

    def strip(self, *a: Any) -> Any:
        return self._same(str.strip(self, *a))

    def rstrip(self, *a: Any) -> Any:
        return self._same(str.rstrip(self, *a))

    def lstrip(self, *a: Any) -> Any:
        return self._same(str.lstrip(self, *a))

    def _asked(self, *texts: Any) -> None:
        """The code looks for these in it: their letters should occur."""
        if self.key is not None:
            for text in texts:
                if type(text) is str and len(text) <= 12:
                    for letter in dict.fromkeys(text.strip()):
                        STATE.facts.constant((self.key[0], "c"), letter)

    def count(self, *a: Any) -> int:
        self._asked(*a[:1])
        return str.count(self, *a)

    def find(self, *a: Any) -> int:
        self._asked(*a[:1])
        return str.find(self, *a)

    def rfind(self, *a: Any) -> int:
        self._asked(*a[:1])
        return str.rfind(self, *a)

    def index(self, *a: Any) -> int:
        self._asked(*a[:1])
        return str.index(self, *a)

    def replace(self, *a: Any) -> str:
        self._asked(*a[:1])
        return str.replace(self, *a)

    def __contains__(self, other: Any) -> bool:
        self._asked(other)
        return str.__contains__(self, other)

    def split(self, *a: Any, **k: Any) -> Any:
        self._asked(*a[:1])
        parts = str.split(self, *a, **k)
        if self.tokens is not None and len(self.tokens) == len(parts):
            return [token(part, known.key) for part, known in zip(parts, self.tokens, strict=False)]
        return [token(part, self.key) for part in parts]

    def __iter__(self) -> Any:
        key = None if self.key is None else (self.key[0], "c")
        for char in str.__iter__(self):
            yield token(char, key)

    def __getitem__(self, index: Any) -> Any:
        value = str.__getitem__(self, index)
        if isinstance(index, slice):
            result = self._same(value)
            if index.start or index.step or index.stop not in (None, -1):
                result.tokens = None
            return result
        return token(value, None if self.key is None else (self.key[0], "c"))

    def __eq__(self, other: object) -> bool:
        if self.key is not None and type(other) is str:
            STATE.facts.constant(self.key, other)
        return str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        if self.key is not None and type(other) is str:
            STATE.facts.constant(self.key, other)
        return str.__ne__(self, other)

    __hash__ = str.__hash__

    def __reduce__(self) -> Any:
        return (str, (str(self),))


def token(value: str, key: Key) -> Any:
    result = Text(value)
    result.key = key
    return result


def to_int(value: Any = 0, *rest: Any, **named: Any) -> Any:
    """``int`` that keeps the key of a token."""
    result = int(value, *rest, **named)
    key = getattr(value, "key", None) if isinstance(value, Text) else None
    if key is None:
        return value if type(value) is Num else result
    if key[1] == "c":
        STATE.facts.digits.add(key)
    return num(result, ("v", key, 0))


def to_number(value: Any, *rest: Any) -> Any:
    """``eval`` of a token."""
    if isinstance(value, Text) and not rest:
        text = value.strip()
        try:
            return to_int(text)
        except ValueError:
            return eval(str(value), {})
    return eval(value, *rest)
