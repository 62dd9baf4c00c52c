"""Expressions for calls, and one per size for timing."""

from __future__ import annotations

import time
from typing import Any

from fasterpy.analysis.promises.told import broken
from fasterpy.analysis.promises.written import arguments

from .call import Called
from .groups import Listing, Matrix, Tuple
from .kinds import Draw, Int, Kind, Str
from .rising import keys_of_lists
from .serve import Desk
from .sifted import sifted
from .slots import COLLECTIONS, Parameters, Slot

_LOWS = frozenset({"low", "lo", "start", "first", "begin", "lower", "minimum", "from_", "min_value", "a"})
_BESIDE = (0, -3, 1, 0, 0)
"""Powers of two are no primes, but all sizes asked for are: numbers near them keep a search for divisors busy."""
_FAR = 8
_ORDERS = ("random", "reversed", "random", "sorted")
_SIGNED = 0.4
"""Share of the draws whose large columns of numbers have some below zero: what is issued, beside what comes in."""
_BUSY, _MOST_DRAWS = 0.02, 40
"""A call that takes this share of its time keeps the target busy; how many draws are made until one does."""
_LISTS = (Listing, Matrix)
_TRIES, _READ = 6, 20_000
"""How often a call is made anew that the docstring rules out; letters of one that is read at most."""
_NEEDLES = frozenset(
    {
        "needle",
        "pattern",
        "sub",
        "substring",
        "prefix",
        "suffix",
        "word",
        "token",
        "query",
        "term",
        "key",
        "sku",
        "name",
    }
    | {"kmer", "motif", "tag", "code", "user", "delimiter", "separator", "sep", "symbol", "label", "category"}
)


def _tabled(kinds: list[Kind]) -> bool:
    """Whether rows stand beside a list that may name their columns."""
    rows = [isinstance(kind, Matrix) or isinstance(kind.element, Listing) for kind in kinds if isinstance(kind, _LISTS)]
    return any(rows) and not all(rows)


class Sized(Parameters):
    """Makes and tries expressions."""

    desk: Desk | None = None
    whole = False
    """Whether fractions are drawn as whole numbers."""

    def answer(self) -> dict[str, Any]:
        """All that was found so far."""
        return {
            "cases": list(self.found.values()),
            "tried": self.tried,
            "failures": self.failures[-6:],
            "slots": [f"{slot.name}: {slot.kind!r} ({'typed' if slot.typed else 'inferred'})" for slot in self.slots],
        }

    def draw(self, size: int, high: int, pattern: str, edge: bool = False) -> Draw:
        draw = Draw(self.rng, size, high, pattern, self.constants, edge)
        draw.marks = self.marks
        draw.roots = {slot.name: slot.kind for slot in self.slots}
        draw.presets = list(self.presets)
        draw.whole = self.whole
        draw.circles = not self.recursive
        draw.acyclic = draw.acyclic or self.recursive
        if self.asked and self.rng.random() < 0.75:
            self._of_asked(draw)
        return draw

    def _of_asked(self, draw: Draw) -> None:
        """Texts of the letters that they are looked up in."""
        draw.asked = draw.alphabet = self.asked
        draw.spelled = self.spelled
        draw.style, draw.digits = "plain", False

    def expression(self, draw: Draw) -> str:
        """A call, as far as a few tries find one that keeps what the docstring promises."""
        text = self._expression(draw)
        for _ in range(_TRIES if self.told else 0):
            if not self.breaks(text):
                break
            text = self._expression(draw)
        return text

    def breaks(self, expression: str) -> bool:
        """Whether the docstring rules these arguments out."""
        if not self.told or len(expression) > _READ:
            return False
        return broken(self.told, arguments(expression, self.names)) is not None

    def _expression(self, draw: Draw) -> str:
        args: list[str] = []
        named: list[str] = []
        skipping = False
        for slot in self.slots:
            draw.depth = 0
            if slot.name.startswith("**"):
                text = slot.kind.emit(draw)
                named += [text] if text else []
                continue
            if slot.name.startswith("*"):
                args += [slot.kind.emit(draw) for _ in range(self.rng.randint(0, 4))]
                continue
            plain = draw.exact and (draw.flavour % 2 == 0 or (slot.setting and draw.flavour < 3))  # as most callers do
            if slot.optional and (plain or self.rng.random() < (0.5 if not slot.named else 0.4)):
                skipping = True
                continue
            # A word that is looked for in something large is short.
            needle = type(slot.kind) is Str and slot.name in _NEEDLES and len(self.slots) > 1 and not self.cut
            draw.depth = int(draw.exact and needle)
            text = slot.kind.emit(draw)
            if slot.named or (skipping and slot.name.isidentifier()):
                named.append(f"{slot.name!r}: {text}")
            else:
                args.append(text)
        inside = ", ".join(args) + ("," if args else "")
        return f"(({inside}), {{{', '.join(named)}}})"

    def attempt(self, expression: str, trace: bool = False, seconds: float = 0.1) -> Called:
        self.tried += 1
        called = self.target.call(expression, seconds, trace)
        # What a name suggests to be fractions may have to be counted: ``randrange(weight)``.
        self.whole = self.whole or (not called.ok and "integer" in str(called.error))
        return called

    def sized(self, sizes: list[int], each: float) -> None:
        """One expression per size, as far as a call stays under ``each`` seconds."""
        collections = any(
            isinstance(slot.kind, (*COLLECTIONS, Tuple)) or "Either" in repr(slot.kind)
            for slot in self.slots
            if not slot.optional  # what callers mostly leave out
        )
        for slot in self.slots:
            slot.setting = slot.setting and collections  # else it may be what decides how long the target takes
        scalars = [slot for slot in self.slots if type(slot.kind) is Int and slot.kind.role in ("", "size")]
        scale = [slot for slot in scalars if not collections and isinstance(slot.kind, Int) and not slot.kind.role]
        until = self.start + self.seconds + 0.6 * each * len(sizes)
        before, took = 0, 0.0
        for size in sizes:
            late, seconds = self._at_size(size, each, until, collections, scalars, scale)
            if late and not seconds:  # once more: on a busy machine any call may be late
                late, seconds = self._at_size(size, each, until, collections, scalars, scale)
            if not late and not seconds and any(slot.place for slot in self.slots):
                # What small inputs suggested fits no large ones: back to the likeliest kinds.
                for slot in self.slots:
                    slot.place = 0
                late, seconds = self._at_size(size, each, until, collections, scalars, scale)
            if late and before and size > 2 * before:
                # What takes exponential time is quick at 4 and endless at 16: the sizes between tell versions apart.
                for step in range(1, 6):
                    if (late and step > 1) or took > each / 4:
                        return
                    between = round(before * (size / before) ** (step / 6))
                    late, took = self._at_size(between, each, until, collections, scalars, scale)
            if late:
                return
            before, took = size, seconds

    def _at_size(
        self, size: int, each: float, until: float, collections: bool, scalars: list[Slot], scale: list[Slot]
    ) -> tuple[bool, float]:
        """Keeps an input of this size; whether a call took too long, and how long the slowest other one took."""
        slowest = ("", -1.0)
        failed = ""
        late = short = deep = False
        # Of several flavours the one that keeps the target busy longest: a search that ends at once, or texts of
        # another form than the code takes apart, say nothing about speed.
        highs = (max(10, size), max(10, 2 * int(size**0.5)), 10 * size, 100, 10)
        soon = min(until, time.perf_counter() + each)
        for number in range(_MOST_DRAWS):
            enough = number > 2 and slowest[1] > _BUSY * each
            over = time.perf_counter() > (until if number < len(highs) else soon)
            if (slowest[0] and (enough or over)) or (not slowest[0] and number >= len(highs)):
                break
            attempt = number % 3 if slowest[0] else number  # the later flavours are for what fails with the first
            high = highs[attempt]
            draw = self.draw(size, high, "random" if high != 100 else "natural")
            # A search for the next larger one ends at once among numbers in any order.
            draw.pattern = _ORDERS[number % len(_ORDERS)] if number > 2 else draw.pattern
            draw.exact = True
            if self.asked and attempt < 3:
                self._of_asked(draw)
            draw.n = size
            draw.flavour = attempt
            draw.twin = attempt > 2
            draw.floor = 1 if deep else draw.floor
            draw.signed = number > 0 and not deep and self.rng.random() < _SIGNED
            draw.even = min(size, 12) if attempt in (1, 4) else 0
            if short and attempt >= 2 and _tabled([slot.kind for slot in self.slots]):
                draw.even = draw.narrow = min(size, 8)
            draw.least = 2 * attempt if short else 0
            draw.beside = _BESIDE[attempt]
            few = keys_of_lists([slot.kind for slot in self.slots]) if attempt == 2 else []
            draw.long = bool(few)
            for key in few:
                key.few = True
            saved = [(slot, slot.options, slot.place) for slot in scale]
            for slot in scale:
                low = slot.kind.low if isinstance(slot.kind, Int) else None
                slot.options, slot.place = [Int(low, None, "size")], 0
            if not collections and len(scalars) > 1:
                # A range from there up to the size.
                saved += [(slot, slot.options, slot.place) for slot in scalars if slot.name in _LOWS]
                for slot in scalars:
                    if slot.name in _LOWS:
                        slot.options, slot.place = [Int(0, 2)], 0
            if collections:
                # A width, a coordinate, a count: beside a collection of this size mostly far below it.
                saved += [(slot, slot.options, slot.place) for slot in scalars]
                most = self.rng.choice((3, 10, int(size**0.5) - 1, int(size**0.5) - 1, size // 2, size))
                most = most if attempt != 1 else self.rng.choice((size, 10 * size, 100 * size))  # room for all of it
                for slot in scalars:
                    kind = slot.kind
                    low = kind.low if isinstance(kind, Int) and kind.low is not None else 0
                    top, low = (size, size // 2) if slot.counted and number % 2 == 0 else (most, low)
                    slot.options, slot.place = [Int(low, max(low, top))], 0
            expression = self.expression(draw)
            for key in few:
                key.few = False
            for slot, options, place in reversed(saved):
                slot.options, slot.place = options, place
            called = self.attempt(expression, seconds=each)
            if called.ok and called.seconds > slowest[1]:
                slowest = expression, called.seconds
            failed = failed or ("" if called.ok or called.late else expression)
            # Among a thousand texts one is too short for a place that the code reads.
            short = short or isinstance(called.error, IndexError)
            # What is never reached by steps of zero or back.
            deep = deep or isinstance(called.error, RecursionError)
            if called.late:
                late = not slowest[0]  # of several of one size one may be far heavier than the rest
                break
        if failed and not late and not slowest[0] and (expression := sifted(self.target, failed, 4 * each)):
            called = self.attempt(expression, seconds=each)
            slowest = (expression, called.seconds) if called.ok else slowest
        if not late and len(scale) > 1 and not collections:
            slowest = self._apart(size, each, until, scale, slowest)
        if slowest[0]:
            self.found[slowest[0]] = {
                "expression": slowest[0],
                "ok": True,
                "meant": False,
                "source": "typed" if self.typed else "inferred",
                "size": size,
                "new": True,
            }
            if self.desk is not None:
                self.desk.answer(self.answer())  # should the next size take all the time
        return late, max(0.0, slowest[1])

    def _apart(
        self, size: int, each: float, until: float, scale: list[Slot], slowest: tuple[str, float]
    ) -> tuple[str, float]:
        """Several numbers of one size may end at once what keeps busy where they are far apart: a loan and its rate."""
        late = 0
        for _ in range(_FAR):
            if late > 1 or time.perf_counter() > until:
                break
            draw = self.draw(size, size, "random")
            draw.exact, draw.n = True, size
            saved = [(slot, slot.options, slot.place) for slot in scale]
            for slot in scale:
                most = min(10**12, self.rng.choice((2, int(size**0.5), size, 10 * size, 100 * size, size * size)))
                slot.options, slot.place = [Int(max(1, most * 2 // 3), max(1, most))], 0
            expression = self.expression(draw)
            for slot, options, place in saved:
                slot.options, slot.place = options, place
            called = self.attempt(expression, seconds=each)
            late += called.late
            if called.ok and called.seconds > 2 * slowest[1]:
                slowest = expression, called.seconds
        return slowest
