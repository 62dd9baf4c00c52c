"""JSON lines that survive a kill: one whole line per finished program, flushed before the next one counts as done."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")


class LineStore(Generic[T]):
    """Append-only rows of one record type."""

    def __init__(self, path: Path, kind: type[T]) -> None:
        self._path = path
        self._decoder = msgspec.json.Decoder(kind)

    def read(self) -> Iterator[T]:
        """Rows in the order written. A torn last line, or a row of an older format, is passed over: it is redone."""
        if not self._path.exists():
            return
        for line in self._path.read_bytes().split(b"\n"):
            try:
                yield self._decoder.decode(line)
            except msgspec.DecodeError:
                continue

    def append(self, row: T) -> None:
        """Write one row and hand it to the operating system."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        data = msgspec.json.encode(row) + b"\n"
        with self._path.open("ab+") as file:
            # After a torn line the new row must start on a line of its own.
            if file.tell() > 0:
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":
                    data = b"\n" + data
            file.write(data)
            file.flush()
