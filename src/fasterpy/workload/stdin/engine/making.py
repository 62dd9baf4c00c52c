"""Makes the tokens of one line under the model."""

from __future__ import annotations

from typing import Any

from .choose import Chooser
from .model import Model, Site
from .parts import parted, prose, spelled
from .reckon import operators, postfix
from .taint import Key
from .text import Text, token


class Maker:
    """The lines so far, and how the next one is made."""

    def __init__(self, model: Model, chooser: Chooser, limit: int) -> None:
        self.model = model
        self.choose = chooser
        self.limit = limit
        self.lines: list[str] = []
        self.rows: list[tuple[int, list[str], list[Key]]] = []
        self.visits: dict[int, int] = {}
        self.loop_owner: dict[Any, int] = {}
        self.loops: dict[int, Any] = {}
        self.ended = False
        self.sentinels = 0
        self.last: Site | None = None

    # --------------------------------------------------------------------------------------------------- making

    def _emit(self, site: Site, stop: bool) -> Any:
        tokens, keys = self._tokens(site, stop)
        sep = site.shape.sep if site.split and site.shape.sep else " "
        line = sep.join(tokens)
        self.lines.append(line)
        self.rows.append((site.number, tokens, keys))
        if not stop:
            for value, key in zip(tokens, keys, strict=False):
                if key[1] != "*" and self.model.field(key).kind == "int" and "." not in value:
                    self.choose.scalars.pop(key, None)
                    self.choose.scalars[key] = int(value)
        result = Text(line)
        result.tokens = [token(text, key) for text, key in zip(tokens, keys, strict=False)]
        result.key = keys[0] if len(keys) == 1 else (site.number, "c") if not site.split else None
        return result

    def _stream(self, site: Site) -> Any:
        """Header and body of a program that reads all tokens at once."""
        shape = site.shape
        tokens: list[str] = []
        keys: list[Key] = []
        header = site.arity if site.arity is not None else shape.least
        if header == 0 and shape.variable:
            header = 0
        if not site.star and site.arity is not None and not shape.variable:
            header = site.arity
        for column in range(header + (site.extra if site.arity is None else 0)):
            self._one(site, column, tokens, keys, shape.columns.get(column))
        if header:
            self._commit(site, tokens, keys)
        if shape.variable or site.star:
            count = self._length(site, stream=True)
            self._body(site, count, tokens, keys)
        head = " ".join(tokens[: header or len(tokens)])
        rest = tokens[header:] if header else []
        self.lines.append(head)
        if rest:
            self.lines.append(" ".join(rest))
        self.rows.append((site.number, tokens, keys))
        result = Text("\n".join(self.lines[-2:] if rest else [head]) + "\n")
        result.tokens = [token(text, key) for text, key in zip(tokens, keys, strict=False)]
        return result

    def _commit(self, site: Site, tokens: list[str], keys: list[Key]) -> None:
        for value, key in zip(tokens, keys, strict=False):
            if self.model.field(key).kind == "int" and key not in self.choose.scalars:
                self.choose.scalars[key] = int(value)

    def _kind(self, site: Site, column: Any) -> str:
        shape = site.shape
        field = self.model.field((site.number, column))
        if field.kind:
            return field.kind
        kind = shape.columns.get(column if column != "*" else -1) or site.kind
        if kind is None and site.shape.digits:
            kind = "digits"
        field.kind = kind or "str"
        return field.kind

    def _one(self, site: Site, column: Any, tokens: list[str], keys: list[Key], kind: str | None = None) -> None:
        key = (site.number, column)
        found = self._kind(site, column)
        keys.append(key)
        parts = self.model.field(key).parts
        if parts is not None:
            tokens.append(parted(self.choose, key, *parts))
        elif self.model.prose and site.whole and self.choose.rng.random() < 0.8:
            tokens.append(prose(self.choose, key))
        elif found == "int":
            self.choose.solo.renew()
            value = self.choose.related(key, self.choose.integer(key))
            tokens.append(spelled(self.choose, key, value))
            self.choose.scalars.pop(key, None)
            self.choose.scalars[key] = value
        elif found == "float":
            tokens.append(self.choose.real(key))
        else:
            word = self.choose.word(key, self._width(site, column))
            tokens.append(self.choose.solo.put(word, self._planned_rows(site)) if site.loop else word)

    def _planned_rows(self, site: Site) -> int:
        """How many lines a loop will read, as far as it can be told."""
        scalars = self.choose.scalars
        told = [scalars[key] + gap for key, gap in site.repeats or () if key in scalars] or list(scalars.values())
        return min(told, default=self.choose.regime.size)

    def _width(self, site: Site, column: Any) -> int | None:
        """Length of a string that some scalar fixes."""
        for key in ((site.number, column), (site.number, "c"), (site.number, "*")):
            evidence = self.model.lengths.get(key)
            if evidence:
                for (scalar, offset), _ in sorted(evidence.items(), key=lambda item: (-item[1], -item[0][1])):
                    if scalar in self.choose.scalars:
                        return max(1, self.choose.scalars[scalar] + offset)
        options: list[int | None] = [None]
        if self.choose.scalars and site.shape.chars:
            keys = self._ranked(site)
            if site.loop == "file":  # nobody says how long the lines of a file are
                options = [None, self.choose.scalars[keys[0]]]
            elif site.loop == "for" or len(self.choose.scalars) == 1:
                options = [self.choose.scalars[keys[0]], None]
            options += [self.choose.scalars[key] for key in keys[1:]]
        width = options[site.choice % len(options)]
        if width is None and site.even:
            width = self.choose.pools.setdefault(("width", site.number), self.choose.rng.randint(1, self._widest()))
        return None if width is None else max(1, width)

    def _widest(self) -> int:
        return max(1, min(self.choose.regime.size, 40))

    def uneven(self) -> bool:
        """Whether the lines of a loop that is not told their length were of several: from now on they are equal."""
        found = False
        for site in self.model.sites.values():
            words = {len(tokens[0]) for number, tokens, _ in self.rows if number == site.number and len(tokens) == 1}
            if site.loop and not site.split and not site.even and len(words) > 1:
                found = site.even = True
        return found

    def _ranked(self, site: Site) -> list[Key]:
        """Scalars that may give a length, the likeliest first."""
        mine = self.loops.get(site.number)
        keys = list(self.choose.scalars)
        near = [
            key
            for key in reversed(keys)
            if mine is not None and self.loops.get(key[0]) == mine and key[0] != site.number
        ]
        own = [key for key in keys if key[0] == site.number and key not in near]
        repeated = {key for key, _ in site.repeats or ()}
        rest = [key for key in keys if key not in near and key not in own]
        first = [key for key in rest if key not in repeated]
        if site.loop == "for" and len(first) > 1 and repeated:
            # the other dimension stands beside the one that repeats
            beside = [key for key in first if any(key[0] == other[0] for other in repeated)]
            first = beside + [key for key in first if key not in beside]
        rest = first + [key for key in rest if key in repeated]
        return own[:2] + near + rest if own and site.star else near + rest + own

    def _length(self, site: Site, stream: bool = False) -> int:
        """How many values the variable part of a line has."""
        key = (site.number, "*")
        scalars = self.choose.scalars
        evidence = self.model.lengths.get(key, {})
        options: list[int] = []
        for (scalar, offset), _ in sorted(evidence.items(), key=lambda item: (-item[0][1], -item[1])):
            if scalar in scalars and not stream:
                options.append(scalars[scalar] + offset)
        ranked = self._ranked(site)
        values = [scalars[k] for k in ranked]
        if ranked:
            place = site.choice % (len(values) + 1)
            self.model.count_by(site, None if options or place == len(values) else ranked[place], ranked)
        if stream and self.model.group > 1:
            options += [self.model.group * v for v in reversed(list(scalars.values()))]
        options += values
        if stream:
            options += [2 * v for v in values] + [3 * v for v in values]
            options += [a + b for i, a in enumerate(values) for b in values[i + 1 :]]
            options += [a + 2 * b for a in values for b in values if a is not b]
            options += [a * b for i, a in enumerate(values) for b in values[i + 1 :]]
            options += [2 * (v - 1) for v in values] + [v - 1 for v in values]
        options += [v + 1 for v in values[:2]] + [v - 1 for v in values[:2]] + [2 * v for v in values[:1]]
        if len(values) > 1:
            options.append(values[0] * values[1])
        if not options and site.loop == "for":
            options += self.model.boards
        options.append(self.choose.rng.randint(1, max(1, min(self.choose.regime.size, 30))))
        count = options[site.choice % len(options)] + (0 if stream else site.extra)
        return max(1, min(count, 300_000))

    def _body(self, site: Site, count: int, tokens: list[str], keys: list[Key]) -> None:
        key = (site.number, "*")
        kind = self._kind(site, "*")
        if count == 1 and site.loop == "":
            # Many problems ask for two or more; what happens with one is then nobody's business.
            self.choose.odd = True
        if kind == "int" and site.shape.sorted_use:
            tokens += [str(v) for v in sorted(self.choose.integers(key, count))]
        elif kind == "int" and any(name.lower() in ("p", "perm", "permutation") for name in site.shape.names):
            low = 1 if "0" not in str(site.shape.names) else 0
            values = list(range(low, low + count))
            if self.choose.rng.random() < 0.15:
                values = self.choose.integers(key, count)
                self.choose.odd = True
            else:
                self.choose.rng.shuffle(values)
            tokens += [str(v) for v in values]
        elif kind == "int" and (signs := operators(self.model.field(key).constants)) and self.choose.rng.random() < 0.9:
            tokens += postfix(signs, count, lambda: str(self.choose.integer(key, True)), self.choose.rng)
        elif kind == "int":
            tokens += [spelled(self.choose, key, v) for v in self.choose.integers(key, count)]
        elif kind == "float":
            tokens += [self.choose.real(key) for _ in range(count)]
        else:
            tokens += [self.choose.word(key) for _ in range(count)]
        keys += [key] * (len(tokens) - len(keys))

    def _tokens(self, site: Site, stop: bool) -> tuple[list[str], list[Key]]:
        shape = site.shape
        tokens: list[str] = []
        keys: list[Key] = []
        if not site.split:
            self._one(site, 0, tokens, keys)
        elif site.arity is not None and not site.star:
            pair = None
            if site.arity >= 2 and site.loop in ("for", "file", "while"):
                if self._kind(site, 0) == "int" == self._kind(site, 1):
                    pair = self.choose.edge(site, (site.number, 0), (site.number, 1))
            for column in range(site.arity):
                if pair is not None and column < 2:
                    tokens.append(str(pair[column]))
                    keys.append((site.number, column))
                else:
                    self._one(site, column, tokens, keys)
            self._ordered(site, tokens)
        elif ((site.number, "*"), (site.number, "*")) in self._self_counted() or (
            shape.prefixed and site.loop and site.choice == 0 and self._kind(site, "*") == "int"
        ):
            count = self.choose.rng.randint(
                0 if self.choose.regime.edge else 1, max(1, min(self.choose.regime.size, 20))
            )
            key = (site.number, "*")
            low, high, _ = self.choose.limits(key)
            values = [self.choose.integer(key, True) for _ in range(count)]
            if high - low < 1000:
                pool = list(range(low, high + 1))
                self.choose.rng.shuffle(pool)
                values = pool[:count]
            tokens = [str(v) for v in [len(values), *values]]
            keys = [key] * len(tokens)
        elif site.star:
            for column in range(site.arity or 0):
                self._one(site, column, tokens, keys)
            self._body(site, self._length(site), tokens, keys)
        elif shape.least and not shape.variable:
            for column in range(shape.least):
                self._one(site, column, tokens, keys)
        else:
            self._body(site, self._length(site), tokens, keys)
        if stop:
            tokens = [self._sentinel(site, key) for key in keys]
        return tokens, keys

    def _self_counted(self) -> set[Any]:
        return {(key, scalar) for key, found in self.model.lengths.items() for scalar, _ in found if scalar == key}

    def _ordered(self, site: Site, tokens: list[str]) -> None:
        """Columns that the program uses as a range are put in order."""
        for i in range(len(tokens)):
            for j in range(i + 1, len(tokens)):
                a, b = (site.number, i), (site.number, j)
                if (a, b) in self.model.order and not self.choose.regime.edge and int(tokens[i]) > int(tokens[j]):
                    tokens[i], tokens[j] = tokens[j], tokens[i]

    def _sentinel(self, site: Site, key: Key) -> str:
        field = self.model.field(key)
        if field.kind in ("int", "float"):
            for value in (0, -1):
                if value in field.constants:
                    return str(value)
            return "0"
        known = [c for c in field.constants if isinstance(c, str) and c]
        static = [c for found in site.shape.constants.values() for c in found if c]
        for word in (*known, *static):
            if word in ("0", "#", "-", ".", "*", "END", "end", "END_OF_TEXT", "quit", "exit"):
                return str(word)
        return str((static or known or ["0"])[0])
