"""Kinds that hold others: sequences, sets, matrices, tuples, dicts."""

from __future__ import annotations

import keyword

from .fields import FEW, Again, Key
from .kinds import LOWER, Draw, Float, Int, Kind, Str
from .linked import links, lists_needs
from .ordered import in_order


class Listing(Kind):
    """A sequence or set of one kind; ``form`` wraps the list display: "{}", "tuple({})", "set({})" …"""

    hashable = False
    rising = ""  # by what callers sort it, an expression of the item ``x``
    pieces: list[str] = []  # what texts are cut into

    def __init__(
        self, element: Kind, form: str = "{}", ordered: bool = False, least: int = 0, distinct: bool = False
    ) -> None:
        self.element, self.form, self.ordered, self.least, self.distinct = element, form, ordered, least, distinct
        self.hashable = form in ("tuple({})", "frozenset({})") and element.hashable

    def name(self) -> str:
        return f"{self.form.format('')}[{self.element.name()}]"

    def emit(self, draw: Draw) -> str:
        """A list for the top; of the same kind as an earlier one the same again, where nothing else was accepted."""
        made = self._fresh(draw)
        if self.rising and (draw.exact or draw.rng.random() < 0.7):
            made = f"sorted({made}, key=lambda x: {self.rising})"
        return made if draw.depth or not draw.twin else draw.made.setdefault(repr(self), made)

    def _fresh(self, draw: Draw) -> str:
        rng = draw.rng
        count = max(self.least, draw.length())
        if draw.narrow and draw.depth == 0 and not isinstance(self.element, Listing):
            count = max(self.least, draw.narrow)  # the names of the columns of the table beside it
        if isinstance(self.element, Key) and self.element.few:
            count = min(count, FEW)
        again = isinstance(self.element, Again)
        if self.pieces and draw.spelled:
            pool = self.pieces if draw.exact else self.pieces[:14]
            return self.form.format(repr(rng.sample(pool, min(count, len(pool)))))
        if draw.nested or again:
            count = min(count, 3) if rng.random() < 0.6 and not (again and draw.nested >= 2) else 0
        if draw.exact and count > 40 and draw.depth == 0:
            made = self._big(draw, count)
            if made:
                return self.form.format(made)
        draw.depth += 1
        pattern = draw.pattern
        parts = []
        draw.rows = min(count, 2000) if draw.depth == 1 else draw.rows
        for row in range(min(count, 2000)):
            draw.row = row if draw.depth == 1 else -1
            parts.append(self.element.emit(draw))
        draw.depth -= 1
        draw.row = -1
        if parts and pattern == "same" and not self.distinct:
            parts = parts[:1] * len(parts)
        elif parts and pattern == "few" and not self.distinct:
            parts = [rng.choice(parts[: 2 + count % 3]) for _ in parts]
        if self.distinct:
            parts = list(dict.fromkeys(parts))
        text = "[" + ", ".join(parts) + "]"
        if self.ordered or pattern in ("sorted", "reversed"):
            try:
                values = sorted(eval(part, {"__builtins__": {}}, {}) for part in parts)
                if pattern == "reversed" and not self.ordered:
                    values.reverse()
                text = repr(values)
            except Exception:
                pass
        return self.form.format(text)

    def _big(self, draw: Draw, count: int) -> str:
        seed = draw.rng.randrange(10**6)
        ordered = "sorted" if self.ordered else draw.pattern if draw.pattern in ("sorted", "reversed") else ""
        order = f', order="{ordered}"' if ordered else ""
        if type(self.element) is Int:
            low = self.element.low if self.element.low is not None else -draw.high * draw.signed
            if self.element.role == "index":
                return f"ints({seed}, {count}, 0, {count - 1}{order})"
            low = max(low, draw.floor)
            high = max(low, min(draw.high, self.element.high if self.element.high is not None else draw.high))
            if not order and high - low >= 4 * count:
                order = ', order="distinct"'  # a search for equal values that never ends early
            return f"ints({seed}, {count}, {low}, {high}{order})"
        if type(self.element) is Float:
            return f"floats({seed}, {count}, -{draw.high}, {draw.high}{order})"
        asked = "".join(dict.fromkeys(c for c in draw.constants if type(c) is str and len(c) == 1))
        if type(self.element) is Str and asked and not self.element.alphabet and draw.flavour % 2 == 0:
            return f"words({seed}, {count}, 12, {asked * 2 + LOWER[:6]!r})"  # else texts take the shortest way
        if type(self.element) is Str and not (draw.marks and draw.style != "plain"):
            letters = f", {draw.rng.choice((12, 60))}, {draw.asked!r}" if draw.asked else ""
            pool = draw.rng.choice((0, count // 4, int(2 * count**0.5)))
            if pool and draw.flavour % 2 == 0 and not draw.asked:  # texts of other collections occur in it
                return f"pick({seed}, {count}, words({draw.vocabulary}, {pool}))"
            longer = (
                "" if pool or draw.asked else f", least={draw.rng.choice((1, 4, 4))}"
            )  # else all but short ones differ
            return f"words({seed}, {count}{letters}, distinct={pool}{longer})"
        if type(self.element) is Listing and type(self.element.element) is Int and self.element.form == "{}":
            return f"matrix({seed}, {count}, {draw.width}, 0, {min(draw.high, 1000)})"
        if isinstance(self.element, Again):
            return ""
        if isinstance(self.element, Key) and not self.element.few and draw.flavour % 2 == 0:
            return self.element.shuffled(seed, count)  # each of them once
        from .columns import column  # it knows all kinds, this one among them

        return column(self.element, draw, count)


class Matrix(Kind):
    """A rectangular list of lists."""

    hashable = False

    def __init__(self, element: Kind, square: bool = False) -> None:
        self.element, self.square = element, square

    def emit(self, draw: Draw) -> str:
        if draw.edge and draw.rng.random() < 0.25:
            return draw.rng.choice(("[]", "[[]]"))
        rows = max(1, draw.length())
        columns = rows if self.square or draw.rng.random() < 0.4 else draw.rng.randint(1, max(1, min(draw.size, 8)))
        rows, columns = draw.table(rows, rows if self.square else columns)
        if draw.exact and draw.narrow:
            rows, columns = max(1, draw.size // draw.narrow), draw.narrow
        elif draw.exact:
            rows = columns = max(1, int(draw.size**0.5))
            if type(self.element) is Int and rows > 6:  # few different values make regions to run through
                return f"matrix({draw.rng.randrange(10**6)}, {rows}, {columns}, 0, {(9, 1, 0)[draw.flavour % 3]})"
        draw.depth += 1
        made = [[self.element.emit(draw) for _ in range(columns)] for _ in range(rows)]
        draw.depth -= 1
        return "[" + ", ".join("[" + ", ".join(row) + "]" for row in made) + "]"


class Tuple(Kind):
    def __init__(self, parts: list[Kind], form: str = "({},)") -> None:
        self.parts, self.form = parts, form
        self.hashable = form == "({},)" and all(part.hashable for part in parts)

    def name(self) -> str:
        return "(" + ", ".join(part.name() for part in self.parts) + ")"

    def emit(self, draw: Draw) -> str:
        draw.depth += 1
        parts = [part.emit(draw) for part in self.parts]
        draw.depth -= 1
        return self.form.format(", ".join(parts)) if parts else "()"


class Dict(Kind):
    hashable = False
    pieces: list[str] = []  # what texts are cut into

    def __init__(self, key: Kind, value: Kind, form: str = "{}") -> None:
        self.key, self.value, self.form = key, value, form

    def name(self) -> str:
        return f"dict[{self.key.name()}, {self.value.name()}]"

    def emit(self, draw: Draw) -> str:
        count = min(draw.length(), 3) if draw.nested else draw.length()
        spelled = bool(self.pieces and draw.spelled)
        pool = self.pieces if draw.exact else self.pieces[:14]
        if draw.exact and draw.depth == 0 and count > 40 and not lists_needs(self.value) and not spelled:
            keys = f"words(1, {count}, 8)" if type(self.key) is Str else f"range({count})"
            if isinstance(self.key, Key):
                count = FEW if self.key.few else count
                keys = self.key.all(count)
            from .columns import column  # it knows all kinds, this one among them

            down = not draw.circles and isinstance(self.key, Key) and "Key" in self.value.name()
            draw.branches = 2 if down else 0
            values = column(self.value, draw, count)
            draw.branches = 0
            if values and down:
                values = (
                    f"below({draw.rng.randrange(10**6)}, list({keys}), {values}, {(4, count, 2)[draw.flavour % 3]})"
                )
            if values:
                return self.form.format(f"dict(zip({keys}, {values}))")
        draw.depth += 1
        names = (
            self._keys(self.key, draw, min(count, 2000))
            if isinstance(self.key, Key)
            else [repr(text) for text in draw.rng.sample(pool, min(count, len(pool)))]
            if spelled
            else [self.key.emit(draw) for _ in range(min(count, 2000))]
        )
        names = list(dict.fromkeys(names))
        outer = draw.named, draw.rows
        down = not draw.circles and isinstance(self.key, Key) and "Key" in self.value.name()
        parts = {}
        for row, name in enumerate(names):
            if draw.depth == 1:
                draw.named, draw.rows, draw.row = names, len(names), row
            parts[name] = self._below(names[row + 1 :], draw) if down else self.value.emit(draw)
        draw.named, draw.rows = outer
        draw.row = -1
        draw.depth -= 1
        return self.form.format("{" + ", ".join(f"{k}: {v}" for k, v in parts.items()) + "}")

    def _below(self, names: list[str], draw: Draw) -> str:
        """A value whose keys are among those that come later: what follows them comes to an end."""
        if not names and isinstance(self.value, Listing):
            return self.value.form.format("[]")
        keys, draw.keys = draw.keys, names or draw.keys
        made = self.value.emit(draw)
        draw.keys = keys
        return made

    def _keys(self, key: Key, draw: Draw, count: int) -> list[str]:
        """Those that are asked for elsewhere, mostly, and some more."""
        rng = draw.rng
        if draw.exact and draw.size > 40 and draw.depth == 1 and not key.few:
            return [key.numbered(place) for place in range(count)]  # as those that are asked for then
        if key.few and draw.exact:
            return [*draw.presets, *(key.numbered(place) for place in range(FEW))]
        most = 6 if key.few else 40
        if key.few and len(draw.keys) < 3:
            draw.keys += [name for name in draw.presets if name not in draw.keys]
            while len(draw.keys) < rng.randint(2, 4) and rng.random() < 0.95:
                key.fresh(draw)
        asked = [] if rng.random() < draw.missing else draw.keys[:most]
        if key.few and asked and rng.random() < 0.8:
            return asked
        return [*asked, *(key.fresh(draw) for _ in range(count - len(asked)))]


class Keyed(Kind):
    """A dict with given keys (TypedDict, or string keys seen in the code)."""

    hashable = False

    def __init__(self, fields: dict[str, Kind], optional: set[str] | None = None) -> None:
        self.fields, self.optional = fields, optional or set()

    def emit(self, draw: Draw) -> str:
        draw.depth += 1
        known = links(self.fields, draw)
        parts = {
            key: known.get(key) or within(kind, draw)
            for key, kind in self.fields.items()
            if key not in self.optional or draw.rng.random() < 0.7
        }
        parts = in_order(parts, 1.0 if draw.exact else draw.rng.random())
        draw.depth -= 1
        if all(key.isidentifier() and not keyword.iskeyword(key) for key in parts):
            # Names of fields are no data: written so, no change of an input's constants renames them.
            return "dict(" + ", ".join(f"{key}={value}" for key, value in parts.items()) + ")"
        return "{" + ", ".join(f"{key!r}: {value}" for key, value in parts.items()) + "}"


def within(kind: Kind, draw: Draw) -> str:
    """A field of an object. The lists of the one at the top are what the target works on: they grow with the size."""
    top = draw.exact and draw.depth == 1 and isinstance(kind, (Listing, Dict, Matrix, Keyed))
    draw.depth -= int(top)
    text = kind.emit(draw)
    draw.depth += int(top)
    return text
