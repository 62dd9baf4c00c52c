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
        self.lines: dict[int, tuple[int, int]] = {}
        """Site → the first and the last line it read."""
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
        self.parts: dict[Key, tuple[str, int]] = {}
        """Words that were taken apart: at which mark, into how many parts."""
        self.numbers: set[Key] = set()
        """Parts that were made numbers."""
        self.minus: set[Key] = set()
        """Words that were asked whether they begin with a sign."""
        self.decimals: set[Key] = set()
        """Words in which a decimal point was looked for."""
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
    repeated: set[int] = set()
    """Numbers of the sites whose lines come several times."""
    parted: set[Key] = set()
    """Words that are known to have parts: the mark stands between them alone."""
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
