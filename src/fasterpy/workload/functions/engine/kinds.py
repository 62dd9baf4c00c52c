"""Kinds of values: each writes an expression for one value of its kind."""

from __future__ import annotations

import random
from typing import Any

from .marks import Marks, spelled_text

LOWER = "abcdefghijklmnopqrstuvwxyz"
_AGAIN, _REMEMBERED = 0.25, 200


class Draw:
    """The flavour of one input: size, magnitudes, pattern, and what its values share."""

    def __init__(
        self, rng: random.Random, size: int, high: int, pattern: str, constants: list[Any], edge: bool = False
    ) -> None:
        self.rng = rng
        self.size = size
        self.high = high
        self.pattern = pattern
        self.constants = constants
        self.edge = edge
        self.exact = False
        self.shared = rng.random() < 0.7
        self.n = max(0, rng.randint(0 if edge else 1, max(1, size)))
        self.width = rng.randint(1, max(1, min(size, 8)))
        self.depth = 0
        self.asked = ""  # the letters that texts are looked up in
        self.alphabet = rng.choice(("ab", "abc", LOWER, "ab c", "aAbB 1", LOWER))
        self.marks = Marks()
        self.style = rng.choice(("plain", "joined", "joined", "mixed"))
        self.digits = rng.random() < 0.3
        self.texts: list[str] = []
        """Texts inside collections made so far: a few occur again, so that look-ups find something."""
        self.flavour = self.beside = 0
        self.row, self.rows = -1, 0  # place in the list at the top of what is made next; how many that list has
        self.named: list[str] = []  # the keys of the dict at the top
        self.spelled: list[str] = []  # words that texts are spelled from
        self.even = rng.randint(1, max(1, min(size, 5))) if rng.random() < 0.3 else 0
        """The length of all collections inside the one at the top; 0: each its own."""
        self.floor = -(10**9)  # no number is less, but those that count or point
        self.extents: tuple[int, int] | None = None
        self.fit = rng.choice(("chain", "same", "same", "free"))
        """How a second table fits the first: what is multiplied, added, or has nothing to do with it."""
        self.echo = rng.choice((0.0, 0.0, 0.5, 0.8))
        self.nodes = 0  # vertices, once edges or a size were drawn
        self.spoken: list[str] = []
        self.keys: list[str] = []  # those that were given to a dict or asked for so far
        self.missing = rng.choice((0.0, 0.0, 0.0, 0.2, 0.5))
        """Share of keys that are asked for although the dict may not have them."""
        self.dated = self.nested = self.cells = 0
        self.presets: list[str] = []
        self.roots: dict[str, Kind] = {}
        """What the parameters hold."""
        self.start, self.span = rng.randrange(365 * 30), rng.choice((3, 30, 365, 365 * 30))  # days of dates as texts
        self.stray = rng.choice((0.0, 0.0, 0.0, 0.1, 0.4, 1.0))
        """Share of texts that have not the form that the code takes apart."""
        self.acyclic = rng.random() < 0.5
        self.twin = self.whole = False
        """Whether lists of one kind are equal, so that one has what the other holds; whether fractions are whole."""
        self.made: dict[str, str] = {}
        self.circles = True
        """Whether large graphs may have some: recursion along them would not end."""
        self.wordy = rng.random() < 0.3  # texts inside large collections are of many words
        self.branches = self.narrow = 0  # items of inner collections where they must be few; columns of tables
        self.vocabulary = rng.randrange(10**6)  # what large columns of texts draw from
        self.turns = self.vocabulary % 7 == 0  # all dates lie at ends of months and years
        self.signed = False  # whether large columns of numbers have some below zero
        self.least, self.long = 0, False  # letters of an inner text at least; lists behind few keys

    def length(self) -> int:
        """How long a collection is: the shared length at the top, a small one below."""
        if self.depth == 0:
            if self.exact:
                return self.size
            return self.n if self.shared else self.rng.randint(0 if self.edge else 1, max(1, self.size))
        most = 40 if self.flavour == 1 and self.size <= 1024 else 12
        if self.even and self.depth == 1:
            return self.even
        limit = max(4, min(most, int(self.size**0.5))) if self.exact else max(1, min(self.size, 5))
        return self.rng.randint(0 if self.rng.random() < 0.15 else 1, limit)

    def table(self, rows: int, columns: int) -> tuple[int, int]:
        """The extents of the next table, given what it would be on its own."""
        if self.depth == 0 and self.extents is not None and self.fit != "free":
            rows, columns = (self.extents[1], columns) if self.fit == "chain" else self.extents
        if self.depth == 0:
            self.extents = rows, columns
        return rows, columns

    @property
    def clean(self) -> bool:
        """No text of a large input has a wrong form: one among a thousand ends a target that expects none."""
        return self.exact and self.flavour < 2

    def formed(self) -> float:
        """Share of texts in the form that the code takes apart."""
        return 1.0 if self.exact else 0.3


class Kind:
    """Base: ``emit`` gives an expression."""

    hashable = True
    open = False  # the hint says no more than that (``list``, ``dict``, ``Any``): how the body uses the value decides
    inward = False  # it holds keys of the dict that it is in

    def emit(self, draw: Draw) -> str:
        raise NotImplementedError

    def name(self) -> str:
        return type(self).__name__

    def __repr__(self) -> str:
        return self.name()


def left_open(kind: Kind) -> Kind:
    """This kind until something is known from the use."""
    kind.open = True
    return kind


class Int(Kind):
    """``role``: "" any, "size" a count or bound, "index" below the shared length."""

    def __init__(self, low: int | None = None, high: int | None = None, role: str = "") -> None:
        self.low, self.high, self.role = low, high, role

    def emit(self, draw: Draw) -> str:
        rng = draw.rng
        if self.open and draw.depth > 0 and not draw.exact and rng.random() < 0.15:
            return rng.choice(("None", "''", "0", "False"))  # nothing is done with it that tells
        if self.role == "cell":
            most = int(draw.size**0.5) if draw.exact else draw.cells or draw.n
            return str(rng.randint(0, max(int(rng.random() < 0.1), most - 1)))
        if self.role == "index":
            return str(rng.randint(0, max(0, draw.n - 1)))
        if self.role == "size" and draw.exact:
            return str(max(self.low or 0, draw.size + (draw.beside if draw.depth == 0 and draw.size > 8 else 0)))
        if self.role == "size" and draw.nodes and not draw.edge:
            return str(max(self.low or 0, draw.nodes))
        top = draw.size if self.role == "size" else draw.high
        if self.high is not None:
            top = min(top, self.high)
        low = self.low
        if low is None:
            low = 0 if self.role == "size" or draw.pattern in ("few", "natural") else -top if rng.random() < 0.4 else 0
        if self.role == "" and low < draw.floor:
            low, top = draw.floor, max(top, draw.floor)
        if draw.constants and rng.random() < 0.2:
            ints = [c for c in draw.constants if type(c) is int and low <= c <= max(10 * top, 1000)]
            if ints:
                value = rng.choice(ints) + rng.choice((-1, 0, 0, 1))
                least = draw.floor if self.low is None else max(self.low, draw.floor)
                if least <= value and not (draw.exact and self.high is not None and value > self.high):
                    return str(value)
        if draw.edge and self.low is not None and rng.random() < 0.5:
            return str(self.low - 1)
        if draw.edge and rng.random() < 0.3 and self.high is None:
            free = self.low is None and self.role == ""
            return str(rng.choice((0, 1, -1, 2**31, 2**63, -(2**31)) if free else (self.low or 0, 1)))
        return str(rng.randint(low, max(low, top)))


class Float(Kind):
    low: float | None = None

    def emit(self, draw: Draw) -> str:
        text = self._any(draw)
        below = self.low is not None and float(text) < max(self.low, 1e-9)
        return repr(abs(float(text)) + (self.low or 0)) if below else text

    def _any(self, draw: Draw) -> str:
        rng = draw.rng
        if draw.whole:
            return str(rng.randint(0, max(1, draw.high)))
        if draw.edge and rng.random() < 0.3:
            return rng.choice(("0.0", "-0.0", "inf", "-inf", "nan", "1e-300", "1e300"))
        floats = [c for c in draw.constants if type(c) is float] if draw.constants and rng.random() < 0.1 else []
        if floats:
            return repr(rng.choice(floats))
        if rng.random() < 0.3:
            return repr(float(rng.randint(-min(draw.high, 100), min(draw.high, 100))))
        return repr(round(rng.uniform(-draw.high, draw.high), rng.choice((1, 2, 3, 6))))


class Bool(Kind):
    def emit(self, draw: Draw) -> str:
        return draw.rng.choice(("True", "False"))


class Nothing(Kind):
    def emit(self, draw: Draw) -> str:
        return "None"


class Str(Kind):
    def __init__(self, alphabet: str = "", length: int | None = None) -> None:
        self.alphabet, self.length = alphabet, length

    def emit(self, draw: Draw) -> str:
        """Texts inside collections come again: counting, grouping and joining by them would otherwise never be seen."""
        if draw.depth == 0 or draw.exact or self.length is not None or not draw.echo:
            return self._fresh(draw)
        if draw.spoken and draw.rng.random() < draw.echo:
            return draw.rng.choice(draw.spoken[-5:])
        draw.spoken.append(self._fresh(draw))
        return draw.spoken[-1]

    def _fresh(self, draw: Draw) -> str:
        rng = draw.rng
        words = [c for c in draw.constants if type(c) is str]
        if self.length is not None or draw.depth == 0:
            count = draw.length() if self.length is None else self.length
        else:
            count = max(draw.least, rng.randint(0 if rng.random() < 0.1 else 1, 6))
        plain = draw.depth > 0 and self.length is None and not self.alphabet
        # For timing also mostly those that were there: groups of many, where a fresh one each makes groups of one.
        if plain and draw.texts and rng.random() < (0.85 if draw.exact and draw.flavour % 3 == 2 else _AGAIN):
            return rng.choice(draw.texts)
        made = self._made(draw, count, words)
        if plain and len(draw.texts) < _REMEMBERED:
            draw.texts.append(made)
        return made

    def _made(self, draw: Draw, count: int, words: list[str]) -> str:
        rng = draw.rng
        if words and rng.random() < 0.35 and not draw.exact:
            pieces = range(rng.randint(1, 4))
            either = (
                rng.choice(words) if rng.random() < 0.5 else self._letters(draw, rng.randint(0, 3)) for _ in pieces
            )
            return repr("".join(either))
        if draw.edge and rng.random() < 0.3:
            return repr(rng.choice(("", " ", "é", "ß", "İ", "日本", "a\u0301", "\n", "\x00", "🙂")))
        if draw.marks and not self.alphabet and self.length is None and draw.depth > 0 and rng.random() < draw.formed():
            formed = draw.marks.emit(draw, LOWER[:6])
            if formed:
                return repr(formed)
        if draw.spelled and count > 1 and not self.alphabet and self.length is None and rng.random() < 0.6:
            return spelled_text(draw.spelled, count, rng, draw.exact)
        if draw.exact and count > 60:
            alphabet = self.alphabet or draw.alphabet
            if draw.style != "plain" and not self.alphabet:
                alphabet = LOWER[:8] * 2 + "".join(mark.strip(" ") or " " for mark in draw.marks.separators)
            if draw.digits and not self.alphabet:
                alphabet += "0123456789"
            letters = "".join(dict.fromkeys(c for c in draw.constants if type(c) is str and len(c) == 1))
            if letters and not self.alphabet and not draw.asked and rng.random() < 0.6:
                # What the code asks for should occur: a text without it takes the shortest way through.
                alphabet = letters * 3 + alphabet[:3]
            return f"text({rng.randrange(10**6)}, {count}, {alphabet!r})"
        letters = self._letters(draw, count)
        if draw.pattern == "few" and count > 1:
            half = letters[: (count + 1) // 2]
            letters = (half + half[::-1][count % 2 :])[:count]
        return repr(letters[:1] * count if draw.pattern == "same" else letters)

    def _letters(self, draw: Draw, count: int) -> str:
        chars = [c for c in draw.constants if type(c) is str and len(c) == 1]
        alphabet = self.alphabet or draw.alphabet
        if chars and draw.rng.random() < 0.5:
            alphabet = "".join(chars) + alphabet[:3]
        return "".join(draw.rng.choice(alphabet) for _ in range(count))


class Bytes(Kind):
    def __init__(self, maker: str = "") -> None:
        self.maker = maker

    def emit(self, draw: Draw) -> str:
        count = draw.length()
        if draw.exact and count > 60:
            text = f"blob({draw.rng.randrange(10**6)}, {count})"
        else:
            text = repr(bytes(draw.rng.choice((0, 97, 98, 32, 255, draw.rng.randrange(256))) for _ in range(count)))
        return f"{self.maker}({text})" if self.maker else text


class Choice(Kind):
    """One of some expressions."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts

    def emit(self, draw: Draw) -> str:
        return draw.rng.choice(self.texts)


class Either(Kind):
    def __init__(self, kinds: list[Kind]) -> None:
        self.kinds = kinds
        self.hashable = all(kind.hashable for kind in kinds)

    def emit(self, draw: Draw) -> str:
        return draw.rng.choice(self.kinds).emit(draw)
