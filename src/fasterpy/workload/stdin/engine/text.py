"""Strings of the input that remember which field they are, and what the program asks about them."""

from __future__ import annotations

from typing import Any

from .taint import STATE, Key, Num, num


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

    def decode(self, *_: Any) -> Any:
        """What comes from ``sys.stdin.buffer`` is text here."""
        return self

    def strip(self, *a: Any) -> Any:
        return self._same(str.strip(self, *a))

    def rstrip(self, *a: Any) -> Any:
        return self._same(str.rstrip(self, *a))

    def lstrip(self, *a: Any) -> Any:
        return self._same(str.lstrip(self, *a))

    def _asked(self, *texts: Any) -> None:
        """The code looks for these in it: their letters should occur."""
        if self.key is not None:
            if "." in texts:
                STATE.facts.decimals.add(self.key)
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

    def startswith(self, *a: Any) -> bool:
        if self.key is not None and a and a[0] in ("-", ("-", "+"), ("+", "-")):
            STATE.facts.minus.add(self.key)
        return str.startswith(self, *a)

    def __contains__(self, other: Any) -> bool:
        self._asked(other)
        return str.__contains__(self, other)

    def split(self, *a: Any, **k: Any) -> Any:
        if self.key not in STATE.parted:
            self._asked(*a[:1])
        parts = str.split(self, *a, **k)
        if self.tokens is not None and len(self.tokens) == len(parts):
            return [token(part, known.key) for part, known in zip(parts, self.tokens, strict=False)]
        return self._taken(a[0] if a else k.get("sep"), parts)

    def partition(self, mark: str) -> Any:
        self._asked(mark)
        first, found, rest = str.partition(self, mark)
        kept = self._taken(mark, [first, rest]) if found else [first, rest]
        return kept[0], found, kept[1]

    def _taken(self, mark: Any, parts: list[str]) -> list[Any]:
        """The parts, each with a key of its own where a word has several."""
        key = self.key
        if key is None or key[1] == "c" or isinstance(key[1], tuple) or type(mark) is not str or not mark.strip():
            return [token(part, key) for part in parts]
        STATE.facts.parts[key] = (mark, len(parts))
        return [token(part, (key[0], (key[1], i))) for i, part in enumerate(parts)]

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
    elif isinstance(key[1], tuple):
        STATE.facts.numbers.add(key)
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
