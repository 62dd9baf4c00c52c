"""Texts that a library takes apart: documents in JSON, tables in CSV."""

from __future__ import annotations

import ast
from typing import Any

from .fields import READERS
from .kinds import Bytes, Kind, Str
from .marks import Marks
from .traces import Usage


class Document(Kind):
    """A text in JSON with what is read of it."""

    def __init__(self, content: Kind) -> None:
        self.content = content

    def name(self) -> str:
        return f"json[{self.content.name()}]"

    def emit(self, draw: Any) -> str:
        if draw.rng.random() < draw.stray and not draw.exact:
            return Str().emit(draw)
        # Written by the library when the call is built, so that changes of its parts leave it whole.
        marks, draw.marks = draw.marks, Marks()
        text = self.content.emit(draw)
        draw.marks = marks
        return f"load('json', 'dumps')({text})"


class Frames(Kind):
    """Bytes under headers of which some are known: small numbers, mostly zeros, which lengths and sums of them fit."""

    def __init__(self, heads: dict[int, int]) -> None:
        self.heads = heads

    def name(self) -> str:
        return "frames"

    def emit(self, draw: Any) -> str:
        rng = draw.rng
        count = draw.length()
        if rng.random() < (0.1 if draw.exact else 0.3):
            return Bytes().emit(draw)
        few = rng.choice(((0,), (0, 0, 1), (0, 1, 2), (0, 1, 255)))
        length = max(self.heads) + 1 + rng.randint(0, 8)
        unit = bytes(self.heads.get(place, rng.choice(few)) for place in range(length))
        if draw.exact:
            return f"{unit!r} * {max(1, count // length)}"
        made = unit * rng.randint(1, 3) if rng.random() < 0.7 else unit[: rng.randint(1, length)]
        return repr(made)


class Sheet(Kind):
    """Rows under a line of names, as text or as a list of lines."""

    def __init__(self, columns: dict[str, Kind], lines: bool) -> None:
        self.columns, self.lines = columns, lines

    def name(self) -> str:
        return "csv"

    def emit(self, draw: Any) -> str:
        rng = draw.rng
        count = draw.length()
        depth, draw.depth = draw.depth, draw.depth + 1
        made = [",".join(self._cell(kind, draw) for kind in self.columns.values()) for _ in range(min(count, 200))]
        draw.depth = depth
        head = ",".join(self.columns)
        rows = repr([head, *made])
        if count > 200:
            rows = f"[{head!r}, *pick({rng.randrange(10**6)}, {count}, {made!r})]"
        if self.lines:
            return rows
        return f"'\\n'.join({rows})" if count > 200 else repr("\n".join([head, *made]) + rng.choice(("", "\n")))

    def _cell(self, kind: Kind, draw: Any) -> str:
        value = ast.literal_eval(kind.emit(draw))
        return str(value).replace(",", "").replace("\n", "").replace('"', "").replace("\r", "")


def document(usage: Usage, content: Kind | None) -> Kind | None:
    """The text that a value is, where a library reads it; ``content``: what is read of it in JSON."""
    if content is not None:
        return Document(content)
    row = usage.table.element if usage.tabled else None
    if row is None or not (row.string_keys or row.maybe):
        return None
    columns: dict[str, Kind] = {}
    for key, inner in row.string_keys.items():
        reader = next((name for name in ("Decimal", "float", "int") if name in inner.read_as), "")
        columns[key] = READERS[reader] if reader else Str()
    return Sheet(columns, not usage.string)
