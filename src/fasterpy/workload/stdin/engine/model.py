"""What has been learned about the format: sites (places that read), fields (their tokens), and their relations."""

from __future__ import annotations

import random
from typing import Any

from .shape import Shape
from .sites import Reader
from .taint import Facts, Key


class Field:
    """One field of the input over all runs."""

    def __init__(self) -> None:
        self.kind = ""
        self.sized = False
        """A use shows that it says how much follows or how often something is done."""
        self.counted: set[int] = set()
        """Sites whose lines are as long as this field says, as far as the choices stand now."""
        self.small = False
        self.divisor = False
        self.signed = False
        self.absolute = False
        """``abs`` of the raw value: negative values are meant to come."""
        self.zero = False
        """Zero is as good as any number: see ``held_equal``."""
        self.store = False
        self.cap = 10**9
        self.constants: list[Any] = []
        self.tight: list[tuple[int, dict[Key, int]]] = []
        """Per run: the largest value that every indexed sequence allowed, and the scalars of that run."""
        self.bottom: int | None = None
        self.digits = False
        self.minus = self.decimal = False
        """The program itself looks for a sign, for a decimal point in the number."""
        self.parts: tuple[str, int] | None = None
        """The mark at which the program takes the word apart, and how many parts it asks for."""
        self.several = False
        """Mostly more than one: says how much follows although nobody reads it, or fails with one."""

    @property
    def size(self) -> bool:
        """Says how much follows, or how often something is done: never zero, never negative."""
        return self.sized or bool(self.counted)

    def bound(self) -> tuple[Key | None, int] | None:
        """``(scalar, offset)`` of the largest allowed value, or ``(None, constant)``; None when nothing fits."""
        if not self.tight:
            return None
        recent = self.tight[-12:]
        values = {tight for tight, _ in recent}
        best: tuple[Key | None, int] | None = None
        if len(values) == 1 and len(recent) >= 3:
            best = (None, next(iter(values)))
        for key in recent[-1][1]:
            gaps = {tight - scalars[key] for tight, scalars in recent if key in scalars}
            if len(gaps) == 1 and -3 <= next(iter(gaps)) <= 2:
                if len({scalars.get(key) for _, scalars in recent}) > 1 or best is None:
                    return (key, next(iter(gaps)))
        return best


class Site:
    """One place that reads lines (or the whole input)."""

    def __init__(self, number: int, shape: Shape, loop: str) -> None:
        self.number = number
        self.shape = shape
        self.loop = loop
        """"", "for", "while" or "file": what repeats it."""
        self.arity: int | None = shape.arity
        self.star = shape.star
        self.kind: str | None = shape.kind
        self.choice = 0
        self.letters = 0
        """How many letters its text has, when the program gives each a name."""
        self.even = False
        """Its lines, of no told length, are equally long."""
        self.whole = False
        """It reads all of the input as one text."""
        self.repeats: set[tuple[Key, int]] | None = None
        self.end = "sentinel" if loop == "while" else "eof"
        self.ends_at: list[Any] = []
        self.split = shape.split
        self.extra = 0
        self.sorted = False
        self.seen = 0


class Model:
    """All that is known, shared by all runs."""

    def __init__(self, reader: Reader, rng: random.Random) -> None:
        self.reader = reader
        self.rng = rng
        self.sites: dict[Any, Site] = {}
        self.fields: dict[Key, Field] = {}
        self.lengths: dict[Key, dict[tuple[Key, int], int]] = {}
        self.order: set[tuple[Key, Key]] = set()
        self.ranges: dict[tuple[str, str], list[int]] = {}
        """Names of ends, and lengths that decide: see ``ranges``."""
        self.zeros: set[str] = set()
        """Names for which zero is as good as any number: see ``held_equal``."""
        self.spans: dict[tuple[Key, Key], list[int]] = {}
        """The same for fields."""
        self.relations: list[tuple[str, Key, Key]] = []
        """``(kind, a, b)``: see ``relate``."""
        self.trees: dict[Key, tuple[int, int | None]] = {}
        """Lines that list parents, and by which custom: see ``trees``."""
        self.size_cap = 12
        self.cap = 10**9
        self.group = 1
        """How many tokens make one item where everything is read at once."""
        self.permuted = 0.0
        """How often short lists are permutations: the program goes through some, or looks them up in such."""
        self.clock = 0
        """In how many parts a word is cut by places, as one cuts ``12:30:05``."""
        self.boards: list[int] = []
        """How often loops run that no number of the input bounds: boards have as many columns as rows."""
        self.digits = 0
        """How many decimal digits lone numbers need, when the program picks digits by place."""
        self.strings: list[str] = []
        self.alphabet = ""
        self.solo = ("", "")
        """Letters that the rows of a grid hold once in all, surely and mostly: see ``solo``."""
        self.bounds: dict[Key, tuple[Key | None, int]] = {}
        self.cut: dict[Key, str] = {}
        """Words that a run cut at a mark and got in one piece, with the mark."""
        self.taken_apart: set[Key] = set()
        """Words of parts that a run went through with."""
        self.numbers: set[Key] = set()
        """Their parts that are numbers."""
        self.prose = False
        """Whether one text is all of the input: words, and what stands between them."""

    def site(self, identity: Any, shape: Shape, loop: str) -> Site:
        if identity not in self.sites:
            site = self.sites[identity] = Site(len(self.sites), shape, loop)
            if loop == "while" and self.reader.survives_the_end(identity[0]):
                site.end = "eof"
            named = dict(enumerate(shape.names)) if len(shape.names) == 1 and not shape.labels else {}
            for column, name in {**named, **shape.labels}.items():
                self.field((site.number, column)).zero = name in self.zeros
            for low, name in shape.labels.items():
                for high, other in shape.labels.items():
                    if (name, other) in self.ranges:
                        ends = ((site.number, low), (site.number, high))
                        self.order.add(ends)
                        self.spans[ends] = self.ranges[name, other]
            if shape.unread and loop in ("", "for"):
                count = self.field((site.number, 0))
                count.kind, count.sized, count.several = "int", True, True
        return self.sites[identity]

    def field(self, key: Key) -> Field:
        if key not in self.fields:
            self.fields[key] = Field()
            self.fields[key].cap = self.cap
        return self.fields[key]

    def count_by(self, site: Site, scalar: Key | None, among: list[Key]) -> None:
        """As the choices stand, ``scalar`` says how long the lines of ``site`` are, and no other of ``among``."""
        for key in among:
            self.field(key).counted.discard(site.number)
        if scalar is not None:
            self.field(scalar).counted.add(site.number)

    def pairs(self) -> list[tuple[Key | None, int]]:
        """Bounds that the first two columns of a repeated line share."""
        found = []
        for site in self.sites.values():
            first, second = self.bounds.get((site.number, 0)), self.bounds.get((site.number, 1))
            if site.loop and first is not None and first == second and first[0] is not None:
                found.append(first)
        return found

    def absorb(self, facts: Facts, scalars: dict[Key, int], visits: dict[int, int], ok: bool) -> None:
        """Learn from one run."""
        tight: dict[Key, int] = {}
        for key, offset, length, store in facts.index:
            field = self.field(key)
            most = length - 1 - offset
            tight[key] = min(most, tight.get(key, most))
            least = -offset
            field.bottom = least if field.bottom is None else max(field.bottom, least)
            field.store = field.store or (store and offset <= 0)
        for key, most in tight.items():
            # A sequence that ends right at the value was made for it: that says nothing about other values.
            if (ok or most >= 0) and scalars.get(key) != most:
                self.field(key).tight.append((most, {k: v for k, v in scalars.items() if k != key}))
        for key in facts.divisor:
            self.field(key).divisor = True
        for key in facts.small:
            self.field(key).small = True
        for key in facts.size:
            self.field(key).sized = True
        for key in facts.signs:
            self.field(key).signed = True
        for key in facts.absolute:
            self.field(key).absolute = self.field(key).signed = True
        for key, values in facts.constants.items():
            known = self.field(key).constants
            for value in values:
                if value not in known and len(known) < 24:
                    known.append(value)
        for low, high, _ in facts.less:
            self.order.add((low, high))
        for key, scalar, offset in facts.lengths:
            found = self.lengths.setdefault(key, {})
            found[(scalar, offset)] = found.get((scalar, offset), 0) + 1
        for key in facts.digits:
            self.field(key).digits = True
        self.numbers |= facts.numbers
        for key in facts.minus:
            self.field(key).minus = True
        for key in facts.decimals:
            self.field(key).decimal = ok or self.field(key).decimal
        if ok:
            self.taken_apart |= facts.parts.keys()
            self.cut |= {key: mark for key, (mark, count) in facts.parts.items() if count == 1}
            for number, count in visits.items():
                for site in self.sites.values():
                    if site.number == number:
                        now = {(k, count - v) for k, v in scalars.items() if -2 <= count - v <= 2 and k[0] != number}
                        site.repeats = now if site.repeats is None else site.repeats & now
                        site.seen += 1
        for key, field in self.fields.items():
            bound = field.bound()
            if bound is not None:
                self.bounds[key] = bound
