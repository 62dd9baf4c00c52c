"""Makes the tokens of one line under the model."""

from __future__ import annotations

from typing import Any

from .choose import Chooser
from .lengths import Lengths
from .model import Model, Site
from .parts import parted, prose, spelled
from .reckon import operators, postfix
from .taint import STATE, Key
from .text import Text, token


class Maker(Lengths):
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
        first, _ = STATE.facts.lines.get(site.number, (len(self.lines), 0))
        STATE.facts.lines[site.number] = first, len(self.lines)
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
        if parts is not None and tokens and self.choose.rng.random() < 0.08:
            again = self.model.field(keys[-2]).parts == parts  # both ends of a time are one, now and then
            tokens.append(tokens[-1] if again else parted(self.choose, key, *parts))
        elif parts is not None:
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
            marked = site.split and site.shape.sep == "."  # the point is what stands between them
            values = self.choose.integers(key, count)
            tokens += [str(v) if marked else spelled(self.choose, key, v) for v in values]
        elif kind == "float":
            tokens += [self.choose.real(key) for _ in range(count)]
        elif count <= 9 and self.choose.rng.random() < self.model.permuted:
            tokens += [str(v) for v in self.choose.rng.sample(range(1, count + 1), count)]
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
                one_way = (a, b) in self.model.order and (b, a) not in self.model.order
                numbers = tokens[i].lstrip("-").isdigit() and tokens[j].lstrip("-").isdigit()
                if one_way and numbers and int(tokens[i]) > int(tokens[j]):
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
