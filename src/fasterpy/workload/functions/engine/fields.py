"""Lines of fields between separators, keys of dicts, dates: values whose parts belong together."""

from __future__ import annotations

import ast
import datetime
from collections.abc import Sequence
from typing import Any

from .kinds import LOWER, Choice, Draw, Float, Int, Kind, Nothing, Str
from .library import DATES, DECIMALS

_DAYS = 365 * 30
FEW = 8
_DEEPER = 0.6
_TURNS = (
    *("1900, 2, 28", "2100, 3, 1", "2000, 2, 29", "1969, 12, 31", "1600, 2, 29", "2038, 1, 19"),
    *("2023, 2, 28", "2024, 2, 29", "2023, 3, 1", "2024, 2, 28", "2024, 1, 31", "2023, 12, 31", "2024, 1, 1"),
)


class Separated(Kind):
    """A text of fields: ``a1;Bolt;2.50``. ``readers``: by place, what reads the field (``int``, ``Decimal``)."""

    def __init__(
        self, separator: str, count: int, kinds: dict[int, Kind], more: bool, each: Kind | None = None
    ) -> None:
        self.separator, self.count, self.kinds, self.more, self.each = separator, count, kinds, more, each

    def plain(self, draw: Draw) -> str:
        """The fields alone, as a part of something larger."""
        return self.separator.join(self._one(place, draw) for place in range(self.count))

    def emit(self, draw: Draw) -> str:
        rng = draw.rng
        if rng.random() < draw.stray and not draw.exact:
            return Str().emit(draw)
        if draw.clean and not self.more:
            return repr(self.plain(draw))
        if not draw.clean and rng.random() < (0.02 if draw.exact else 0.1):
            words = [c for c in draw.constants if type(c) is str and c not in self.separator]
            return repr(rng.choice([*words, "", " "]) + rng.choice(("", "a", "a b", "\n")))
        depth, draw.depth = draw.depth, 5
        count = self.count + (rng.randint(0, 3) if self.more else 0)
        # Any number of like parts grows with the size asked for, as lists do.
        count = max(count, min(draw.size, 4000)) if draw.exact and self.each is not None and not depth else count
        parts = [self._one(place, draw) for place in range(count)]
        draw.depth = depth
        between = self.separator or rng.choice((" ", " ", "  ", "\t"))
        if draw.clean:
            return repr((self.separator or " ").join(parts))
        if self.separator.strip() and rng.random() < 0.2:
            between = between + " "
        return repr(between.join(parts) + rng.choice(("", "", "", "\n", " ")))

    def _one(self, place: int, draw: Draw) -> str:
        kind = self.kinds.get(place) or self.each
        if kind is None:
            letters = draw.rng.choice((LOWER, LOWER, LOWER + "ABC  ", "0123456789"))
            made = "".join(draw.rng.choice(letters) for _ in range(draw.rng.randint(1, 6)))
        elif isinstance(kind, Separated):
            made = kind.plain(draw)
        else:
            made = kind.emit(draw)
            made = str(ast.literal_eval(made)).strip("\n") if made[:1] in "'\"" else made
        for mark in (self.separator, "\\") if self.separator else ("\\",):
            made = made.replace(mark, "")
        return made if self.separator else "".join(made.split()) or "a"


class Lines(Kind):
    """A text of lines of some form."""

    def __init__(self, line: Kind) -> None:
        self.line = line

    def emit(self, draw: Draw) -> str:
        count = draw.length()
        depth, draw.depth = draw.depth, draw.depth + 1
        made = [self.line.emit(draw) for _ in range(min(count, 200))]
        draw.depth = depth
        end = draw.rng.choice(("", "\n"))
        if count > 200:
            return f"'\\n'.join(pick({draw.rng.randrange(10**6)}, {count}, [{', '.join(made)}]))"
        lines = [ast.literal_eval(text) for text in made]
        return repr("\n".join(line.rstrip("\n") for line in lines if isinstance(line, str)) + end)


READERS: dict[str, Kind] = {
    "int": Int(0),
    "float": Choice([repr(x) for x in (0.0, 1.5, 2.25, 10.0, 99.95, 3.0, 0.1, 1200.5)]),
    "Decimal": Choice([text for text in DECIMALS if "E" not in text]),
}


class Written(Kind):
    """A number as text, mostly: ``int``, ``float`` or ``Decimal`` reads it; ``each``: every character of it."""

    def __init__(self, reader: str, each: bool = False) -> None:
        self.reader, self.each = reader, each

    def emit(self, draw: Draw) -> str:
        rng = draw.rng
        if not draw.clean and rng.random() < (0.05 if draw.exact else max(draw.stray, 0.1)):
            return rng.choice(("''", "' '", "'a'", "'NA'", "'nan'", "' 7 '", "'1_0'", "'-3'", "'+4'", "'1e3'", "'x1'"))
        if not self.each:
            return repr(READERS[self.reader].emit(draw))
        counts = [c + d for c in draw.constants if type(c) is int and 0 < c < 40 for d in (-1, 0, 1)]
        count = rng.choice([*range(1, 8), 16, *counts])
        digits = "".join(rng.choice("0123456789") for _ in range(count))
        return repr(digits if rng.random() < 0.8 else " ".join(digits[at : at + 4] for at in range(0, count, 4)))


class Known(Kind):
    """Mostly one of the keys of a table of the module."""

    def __init__(self, texts: list[str], other: Kind, sure: bool) -> None:
        self.texts, self.other, self.share = texts, other, 0.0 if sure else 0.25
        self.hashable = other.hashable

    def emit(self, draw: Draw) -> str:
        # What is compared with a word may also hardly ever be that word.
        share = self.share
        if share:
            share = (share, 0.0, 0.6, 0.9)[draw.flavour % 4] if draw.exact else 0.75 if draw.fit == "same" else share
        if draw.rng.random() < (0.1 if draw.edge else share):
            return self.other.emit(draw)
        return draw.rng.choice(self.texts)


class Key(Kind):
    """A key of the dict beside it: mostly one that is there."""

    def __init__(self, base: Kind, few: bool = False) -> None:
        self.base, self.few = base if isinstance(base, (Int, Str)) else Str(), few

    def emit(self, draw: Draw) -> str:
        rng = draw.rng
        if self.few and draw.presets and rng.random() < 0.6:
            return str(rng.choice(draw.presets))
        if draw.exact and (draw.size > 40 or self.few):
            first = not draw.circles and draw.depth == 0  # most of what lies below others is reached from there
            return self.numbered(rng.randrange(FEW if self.few else 4 if first else draw.size))
        if draw.keys and rng.random() >= draw.missing:
            return str(rng.choice(draw.keys))
        return self.fresh(draw)

    def fresh(self, draw: Draw) -> str:
        depth, draw.depth = draw.depth, max(1, draw.depth)
        made = self.base.emit(draw)
        draw.depth = depth
        if made not in draw.keys:
            draw.keys.append(made)
        return made

    def numbered(self, place: int) -> str:
        return str(place) if isinstance(self.base, Int) else repr(f"k{place}")

    def all(self, count: int) -> str:
        """An expression for that many keys, the same at every call."""
        return f"range({count})" if isinstance(self.base, Int) else f"map('k{{}}'.format, range({count}))"

    def shuffled(self, seed: int, count: int) -> str:
        """An expression for the list of that many keys in any order."""
        places = f"perm({seed}, {count})"
        return places if isinstance(self.base, Int) else f"list(map('k{{}}'.format, {places}))"


class Names(Kind):
    """A list of all that is looked for in it, and some more."""

    hashable = False

    def __init__(self, key: Key) -> None:
        self.key = key

    def emit(self, draw: Draw) -> str:
        count = draw.length()
        if draw.exact and count > 40:
            return f"list({self.key.all(count)})[::-1]"
        asked = [] if draw.rng.random() < draw.missing else list(draw.keys)
        draw.depth += 1
        made = list(dict.fromkeys([*asked, *(self.key.fresh(draw) for _ in range(count - len(asked)))]))
        draw.depth -= 1
        if made and draw.rng.random() < 0.4:  # some of them twice
            made += draw.rng.choices(made, k=draw.rng.randint(1, 3))
        draw.rng.shuffle(made)
        return "[" + ", ".join(made) + "]"


class Parents(Kind):
    """A dict from nodes to their parents, or a list where -1 is none: trees and chains."""

    hashable = False

    def __init__(self, base: Kind, listed: bool = False) -> None:
        self.text, self.listed = isinstance(base, Str), listed

    def emit(self, draw: Draw) -> str:
        rng = draw.rng
        count = min(draw.length(), 2000)
        way = rng.choice(("tree", "tree", "chain", "bush", "any" if draw.edge else "tree"))
        names = [repr(f"k{place}") if self.text else str(place + 1) for place in range(count + 1)]
        draw.keys += names
        found: list[str] = []
        for place in range(1, count + 1):
            up = {"chain": place - 1, "bush": rng.randrange(max(1, place // 4)), "any": rng.randrange(count + 1)}.get(
                way, rng.randrange(max(0, place - max(3, count // 20)), place)
            )
            found.append(str(up - 1) if self.listed else f"{names[place]}: {names[up]}")
        if self.listed:
            return "[" + ", ".join(found) + "]"
        if rng.random() < 0.5:
            rng.shuffle(found)
        return "{" + ", ".join(found) + "}"


class Again(Kind):
    """What the parameter of that name holds, once more inside: the children of a node."""

    hashable = False

    def __init__(self, name: str) -> None:
        self.parameter = name

    def emit(self, draw: Draw) -> str:
        root = draw.roots.get(self.parameter)
        if root is None or draw.nested >= (2 if draw.exact else 3):
            empty = any(isinstance(one, Nothing) for one in getattr(root, "kinds", ()))
            return "None" if empty else "[]" if root is None or type(root).__name__ == "Listing" else "{}"
        draw.nested += 1
        depth, draw.depth = draw.depth, draw.depth + 1
        made = root.emit(draw)
        if made == "None" and not draw.exact and draw.rng.random() < _DEEPER:
            made = root.emit(draw)  # else trees of three levels, which tell a child from what is below it, are rare
        draw.nested -= 1
        draw.depth = depth
        return made


class Dates(Kind):
    """Dates and times of our age; beside one another as far apart as the size asks for."""

    def __init__(self, title: str, texts: list[str]) -> None:
        self.title, self.texts = title, texts

    def emit(self, draw: Draw) -> str:
        rng = draw.rng
        turns = draw.turns and not draw.exact
        if not draw.exact and not turns and rng.random() < 0.4:
            return rng.choice(self.texts)
        if turns or (not draw.exact and rng.random() < 0.1):
            return f"lib_datetime.{self.title}({rng.choice(_TURNS)})"
        start = datetime.datetime(2023, 7, 14, 12, 30)
        near = draw.size if draw.exact or rng.random() < 0.7 else _DAYS
        if self.title == "date":
            when = (start + datetime.timedelta(days=_place(draw, near))).date()
            return f"lib_datetime.date({when.year}, {when.month}, {when.day})"
        when = start + datetime.timedelta(hours=_place(draw, near))
        return f"lib_datetime.datetime({when.year}, {when.month}, {when.day}, {when.hour}, {when.minute})"


def _place(draw: Any, near: int) -> int:
    """Of an input for timing the first date comes first and the second after it: a period of that length."""
    if not draw.exact or draw.depth > 0:
        return int(draw.rng.randint(-near, near))
    draw.dated += 1
    return 0 if draw.dated % 2 else near


class Amount(Kind):
    """A decimal number; one for timing that stands alone is of any magnitude: a loan, its rate and its payments."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts

    def emit(self, draw: Draw) -> str:
        rng = draw.rng
        alone = draw.exact and draw.depth == 0
        text = f"{rng.uniform(1, 10) * 10 ** rng.randint(-3, 5):.4f}" if alone else rng.choice(self.texts)
        return f"lib_decimal.Decimal({text!r})"


TOLD: dict[str, Kind] = {
    "date": Dates("date", DATES["date"]),
    "datetime": Dates("datetime", DATES["datetime"]),
    "Decimal": Amount(DECIMALS),
    "float": Float(),
    "int": Int(),
    "str": Str(),
}
