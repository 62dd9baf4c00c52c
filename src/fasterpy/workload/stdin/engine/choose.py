"""Chooses the values of a run: a regime (sizes, magnitudes, patterns), then numbers, lists and strings."""

from __future__ import annotations

import random
from typing import Any

from .edges import Edges
from .hints import LARGEST
from .model import Model
from .regime import Regime
from .solo import Solo
from .taint import STATE, Key
from .trees import parents

LOWER = "abcdefghijklmnopqrstuvwxyz"
_BESIDE = {"#": ".", ".": "#", "*": ".", "@": "."}
"""What else a grid holds whose program asks for one mark alone."""


class Chooser(Edges):
    """Values for one run."""

    def __init__(self, model: Model, regime: Regime, rng: random.Random) -> None:
        self.model = model
        self.regime = regime
        self.rng = rng
        self.scalars: dict[Key, int] = {}
        self.pools: dict[Any, Any] = {}
        self.alphabet = self._alphabet()
        self.strange = rng.random() < 0.05
        """Grids of marks may hold other letters."""
        self.solo = Solo(*model.solo, model.alphabet, rng)
        self.odd = self.solo.free
        """Something in this input may lie outside what the program is meant for."""

    # --------------------------------------------------------------------------------------------------- numbers

    def limits(self, key: Key) -> tuple[int, int, bool]:
        """Lowest and highest value allowed for a field, and whether the limits come from its use as an index."""
        field = self.model.field(key)
        low = 1
        digits = self.model.digits
        if digits and not field.size and not field.small:
            return (10 ** (digits - 1), 10**digits - 1, True)
        bound = self.model.bounds.get(key) or self._of_the_end(key)
        if bound is not None and (bound[0] is None or bound[0] in self.scalars):
            top = bound[1] + (self.scalars[bound[0]] if bound[0] is not None else 0)
            bottom = max(0, field.bottom or 0)
            if bound[0] is None:
                low = bottom if top < 300 else max(1, bottom)
            else:
                low = bottom if bound[1] < 0 or bottom > 0 else 1
            if bound[0] is not None and bound[1] == 1 and low == 1:
                top -= 1
            return (min(low, max(top, 0)), min(max(top, low), field.cap), bound[0] is not None or top < 300)
        return (low, field.cap, False)

    def _of_the_end(self, key: Key) -> tuple[Key | None, int] | None:
        """Where a range begins lies within what bounds its end."""
        ends = (high for low, high in self.model.order if low == key and high[0] == key[0])
        return next((self.model.bounds[high] for high in ends if high in self.model.bounds), None)

    def integer(self, key: Key, listed: bool = False) -> int:
        field = self.model.field(key)
        rng = self.rng
        if field.zero and not (field.size or field.divisor or listed) and rng.random() < 0.1:
            return 0
        low, high, indexed = self.limits(key)
        if field.size and any(bound[0] == key for bound in self.model.pairs()):
            low = max(low, 2)  # ends of edges: two different ones are needed
            high = max(low, high)
        if field.several and not self.regime.edge:
            low, high = 2, max(2, high)
        edges = None if listed else self._edges(key)
        if edges is not None:
            return edges
        start = None if listed else self._start(key)
        if start is not None:
            told = self._told_length(key)
            return start + told if told is not None else min(start + self._stretch(start), max(high, start))
        if indexed:
            if field.size and not listed and not self.model.digits and self.model.bounds[key][0] is None:
                # How often something is done: small runs first, whatever tables would allow.
                high = min(high, max(low, self.regime.size))
            return rng.randint(low, high)
        if (field.size or field.small) and not listed:
            high = min(high, max(1, self.regime.size))
            powers = field.small and self.regime.powers
            if field.small and not powers:
                high = min(high, 12)
            if self.regime.exact and (field.size or powers):
                few = self.regime.apart and rng.random() < 0.5
                return rng.randint(low, max(low, min(3, high))) if few else max(low, high)
        else:
            high = min(high, max(1, self.regime.high))
        ends = any(
            site.number == key[0] and site.loop == "while" and not site.split for site in self.model.sites.values()
        )
        if field.signed and not ends and not field.size and not field.small and self.regime.negative:
            low = -high
            self.odd = self.odd or not field.absolute
        if (
            self.regime.edge
            and not ends
            and not field.size
            and not field.small
            and not field.divisor
            and (self.regime.tiny or rng.random() < 0.2)
        ):
            value = rng.choice((0, 0, 1, high) if not self.regime.tiny else (0, 0, 1))
            if value >= (field.bottom or 0):  # less is a place before the first
                self.odd = True
                return value
        if field.constants and rng.random() < 0.25:
            value = rng.choice(field.constants)
            if isinstance(value, int) and not isinstance(value, bool):
                value += rng.choice((-1, 0, 0, 1))
                if value == 0 and 0 in field.constants and not ends:
                    self.odd = True
                    return 0
                if field.size and value < 1:
                    value = 1
                if value <= 0 < min(c for c in field.constants if type(c) is int) and (field.bottom or 1) > 0:
                    value = 1  # one less than what the program asks for is no sign that zero comes
                if low <= value <= min(field.cap, max(high, 10**6 if not field.size else high)):
                    return value
        high = max(low, high)
        if high > 1000 and rng.random() < 0.3:
            return rng.randint(low, min(high, 10 ** rng.randint(1, 9)))
        return rng.randint(low, high)

    def related(self, key: Key, value: int) -> int:
        """The value, changed where relations to numbers before it ask for that."""
        low, tops = self.limits(key)[0], []
        if value == 0 and self.model.field(key).zero:
            low = 0
        for kind, a, b in self.model.relations:
            gap = kind == "below"
            if kind == "rising":
                if key == a and b in self.scalars:
                    last = self.pools.get(("rising", a), low - 1)
                    value = min(self.scalars[b], last + self.rng.randint(1, max(1, (self.scalars[b] - last) // 2)))
                    self.pools["rising", a] = value
                    return value
            elif key == a and b in self.scalars and (a[0] != b[0] or a[1] > b[1]):
                tops.append(self.scalars[b] - gap)
            elif key == b:
                low = max(low, self.scalars.get(a, self.limits(a)[0]) + gap)
        high = min(tops, default=max(value, low + self.regime.size))
        return value if low <= value <= high else self._loosely(value, self.rng.randint(min(low, high), high))

    def _loosely(self, value: int, kept: int) -> int:
        """``kept``, but now and then the value that breaks the relation, marked as odd."""
        if not self.regime.edge or self.rng.random() < 0.7:
            return kept
        self.odd = True
        return value

    def _start(self, key: Key) -> int | None:
        """Where the range begins that this field ends; mostly a short range, since its length is a size."""
        starts = [low for low, high in self.model.order if high == key and low in self.scalars]
        certain = any((low, key) in self.model.spans for low in starts)
        if not certain and (self.regime.edge or self.rng.random() < 0.15):
            return None
        return self.scalars[starts[0]] if starts else None

    def _told_length(self, key: Key) -> int | None:
        """Now and then a length of the range that ends here at which the program decides, or beside it."""
        lengths = [
            n for (low, high), found in self.model.spans.items() if high == key and low in self.scalars for n in found
        ]
        if not lengths or (self.regime.told < 0 and self.rng.random() < 0.8):
            return None
        length = self.rng.choice(lengths)
        return max(0, length + (self.rng.choice((-1, 0, 1, length)) if self.regime.told < 0 else self.regime.told))

    def _stretch(self, start: int) -> int:
        """How long a range is: mostly about a size, now and then long enough to meet what is rare among its numbers."""
        rng, size = self.rng, max(1, self.regime.size)
        if (self.regime.exact and size >= 40) or start < 100 or rng.random() < 0.65:
            return rng.randint(0, size)
        return rng.randint(0, min(max(start // 2, size), 10 ** rng.randint(2, 4)))

    def _signless(self, key: Key) -> bool:
        """Nothing that the program does with the values of a list needs them to be above zero."""
        field = self.model.field(key)
        written = set().union(*STATE.literals.values())
        used = field.size or field.small or field.divisor or field.digits or field.tight
        return not used and field.bottom is None and not any(type(c) is int and c in written for c in field.constants)

    def integers(self, key: Key, count: int) -> list[int]:
        """The variable part of a line."""
        rng = self.rng
        low, high, indexed = self.limits(key)
        pattern = self.regime.pattern
        field = self.model.field(key)
        if key in self.model.trees:
            return parents(self.model.trees[key], count, rng)
        if count <= 9 and rng.random() < self.model.permuted:
            values = rng.sample(range(1, count + 1), count)
        elif indexed and high - low == count and low < high and rng.random() < 0.7:
            values = parents((low, None), count, rng)  # one fewer than there are
        elif indexed and high - low + 1 == count and (field.store or pattern in ("perm", "sorted", "reversed")):
            values = list(range(low, high + 1))
            rng.shuffle(values)
        elif pattern == "same":
            values = [self.integer(key, True)] * count
        elif pattern == "few":
            pool = [self.integer(key, True) for _ in range(2)]
            values = [rng.choice(pool) for _ in range(count)]
        elif self.regime.high > LARGEST and not indexed and not field.size and rng.random() < 0.5:
            values = [rng.randint(field.cap // 2, field.cap) for _ in range(count)]  # their sums need more bits
        elif pattern == "perm" and not indexed:
            values = list(range(1, count + 1))
            rng.shuffle(values)
        elif self.regime.edge and not indexed and self._signless(key) and rng.random() < 0.6:
            most = min(high, max(1, self.regime.high))
            top = most if rng.random() < 0.6 else -1
            values = [rng.randint(-most, top) for _ in range(count)]
            self.odd = True
        else:
            values = [self.integer(key, True) for _ in range(count)]
        tops = [
            self.scalars[b]
            for kind, a, b in self.model.relations
            if kind == "rising" and a == key and b in self.scalars
        ]
        if tops and 0 < count <= tops[0] <= 10**6 and not self.regime.edge:
            values = sorted(rng.sample(range(1, tops[0] + 1), count))
        if pattern == "sorted" or (key[0] in self.pools.get("sorted", ())):
            values.sort()
        elif pattern == "reversed":
            values.sort(reverse=True)
        return values

    def real(self, key: Key) -> str:
        field = self.model.field(key)
        low = -10.0 if field.signed else 0.0
        return f"{self.rng.uniform(low, 10.0 if self.regime.high < 100 else 100.0):.{self.rng.choice((1, 2, 5))}f}"

    # --------------------------------------------------------------------------------------------------- strings

    def _alphabet(self) -> str:
        known = self.model.alphabet
        roll = self.rng.random()
        if known and roll < 0.85:
            return known
        if roll < 0.9:
            return self.rng.choice(("ab", "abc", "ab"))
        return LOWER if roll < 0.97 else LOWER.upper()

    def word(self, key: Key, length: int | None = None) -> str:
        """A string field."""
        field = self.model.field(key)
        chars = self.model.field((key[0], "c"))
        rng = self.rng
        exact = [c for c in field.constants if isinstance(c, str) and c.strip() and "\n" not in c and " " not in c]
        commands = sum(len(c) > 1 for c in exact) > 1
        # a command comes as often as what is none of them
        if (
            exact
            and (commands or length is None)
            and rng.random() < (len(exact) / (len(exact) + 1) if commands else 0.7)
        ):
            return rng.choice(exact)
        count = length if length is not None else rng.randint(1, max(1, min(self.regime.size, 2000)))
        if self.regime.exact and length is None:
            count = max(1, self.regime.size)
        if chars.digits or field.digits or field.kind == "digits":
            first = str(rng.randint(1, 9))
            return first + "".join(rng.choice("0123456789") for _ in range(count - 1))
        letters = [c for c in chars.constants + field.constants if isinstance(c, str) and len(c) == 1 and c.strip()]
        if len(letters) == 1 and letters[0] in _BESIDE:
            letters += _BESIDE[letters[0]]
        told = not self.strange if not any(c.isalnum() for c in letters) else rng.random() < 0.8
        alphabet = "".join(dict.fromkeys(letters)) if len(letters) > 1 and told else self.alphabet
        if len(letters) == 1 and rng.random() < 0.7:
            alphabet = letters[0] + (self.model.alphabet or ("01" if letters[0] in "01" else rng.choice((".", LOWER))))
        pattern = self.regime.pattern
        if pattern == "same":
            return rng.choice(alphabet) * count
        if pattern in ("few", "perm"):
            half = "".join(rng.choice(alphabet[:3] if pattern == "few" else alphabet) for _ in range((count + 1) // 2))
            return (half + half[::-1][count % 2 :])[:count]
        if pattern == "sorted":
            return "".join(sorted(rng.choice(alphabet) for _ in range(count)))
        return "".join(rng.choice(alphabet) for _ in range(count))
