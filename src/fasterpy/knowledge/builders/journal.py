"""What was found out, line by line on disk: a build that was killed goes on where it was."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Generic, TypeVar

import msgspec

from fasterpy.errors import UserError
from fasterpy.records import Record

T = TypeVar("T", bound=Record)


class Journal(Generic[T]):
    """Records of one type by their ``key``, appended one by one and on disk before the next is begun.

    ``context`` stands for all that a result depends on besides its key; lines of another context are kept but not used.
    A last line that was cut off by a crash is removed on opening. One writer at a time: a second one is an error.
    """

    def __init__(self, path: Path, kind: type[T], context: str) -> None:
        self.path, self.kind = path, kind
        self.context = hashlib.blake2b(context.encode(), digest_size=6).hexdigest()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("ab+", buffering=0)  # nothing may linger in a buffer when the disk is full
            self._lock()
            self._mend()
            self.known: dict[str, T] = dict(self._read())
        except OSError as error:
            raise UserError(f"cannot write {path}: {error.strerror}") from error

    def add(self, key: str, record: T) -> None:
        """Keep a record. Raises UserError when the disk is full; what was there stays whole."""
        line = msgspec.json.encode([self.context, key, record]) + b"\n"
        end = self._file.seek(0, os.SEEK_END)
        try:
            if self._file.write(line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(self._file.fileno())
        except OSError as error:
            self._file.truncate(end)
            raise UserError(
                f"cannot write {self.path}: {error.strerror}; make room and run the same command again"
            ) from error
        self.known[key] = record

    def close(self) -> None:
        """Let others write."""
        self._file.close()

    def __enter__(self) -> Journal[T]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _lock(self) -> None:
        try:
            import fcntl
        except ImportError:  # Windows: nobody is kept out
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.close()
            raise UserError(f"{self.path} is being written by another build: wait for it, or end it") from error

    def _mend(self) -> None:
        size = self._file.seek(0, os.SEEK_END)
        self._file.seek(0)
        whole = 0
        while block := self._file.read(1 << 20):
            cut = block.rfind(b"\n")
            if cut >= 0:
                whole = self._file.tell() - len(block) + cut + 1
        if whole < size:
            self._file.truncate(whole)

    def _read(self) -> Iterator[tuple[str, T]]:
        for line in self.path.read_bytes().splitlines():
            try:
                context, key, record = msgspec.json.decode(line, type=tuple[str, str, msgspec.Raw])
                if context == self.context:
                    yield key, msgspec.json.decode(record, type=self.kind)
            except msgspec.MsgspecError:
                continue  # written by another version
