"""Results by content hash in small files: safe with several processes, bounded in size, never in the way."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

FORMAT = 1
# The folder is looked through for old entries after this share of the limit was written since the last look.
SWEEP_SHARE = 0.1


class NoCache:
    """Remembers nothing (``--no-cache``)."""

    def get(self, kind: str, key: str) -> bytes | None:
        return None

    def put(self, kind: str, key: str, value: bytes) -> None: ...


class DiskCache:
    """One file per entry: a line with the format and a checksum, then the value.

    Entries appear whole or not at all (written aside, then renamed); a damaged one counts as missing. When the limit is
    passed the entries not used for longest go. Disk errors are misses: a cache must not stop the work.
    """

    def __init__(self, folder: Path, max_mb: float = 512.0) -> None:
        self.folder = Path(folder)
        self.max_bytes = int(max_mb * 1_000_000)
        self._written: int | None = None
        self.hits = 0
        self.misses = 0

    def get(self, kind: str, key: str) -> bytes | None:
        """The value, or None."""
        path = self._path(kind, key)
        try:
            head, _, value = path.read_bytes().partition(b"\n")
        except OSError:
            self.misses += 1
            return None
        if head != _head(value):
            self._remove(path)
            self.misses += 1
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # the time of last use, for the sweep
        self.hits += 1
        return value

    def put(self, kind: str, key: str, value: bytes) -> None:
        """Keep a value; an earlier one under this key is replaced."""
        path = self._path(kind, key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_head(value) + b"\n" + value)
                Path(name).replace(path)
            except BaseException:
                self._remove(Path(name))
                raise
            self._account(len(value))

    def clear(self) -> None:
        """Remove every entry."""
        for path, _, _ in self._entries():
            self._remove(path)

    def size(self) -> int:
        """Bytes of all entries."""
        return sum(size for _, size, _ in self._entries())

    def _account(self, count: int) -> None:
        # The first write of a process sweeps, too: others may have filled the folder.
        if self._written is None or self._written + count > SWEEP_SHARE * self.max_bytes:
            self._sweep()
            self._written = 0
        else:
            self._written += count

    def _sweep(self) -> None:
        entries = sorted(self._entries(), key=lambda entry: entry[2])
        total = sum(size for _, size, _ in entries)
        for path, size, _ in entries:
            if total <= self.max_bytes:
                break
            self._remove(path)
            total -= size

    def _entries(self) -> list[tuple[Path, int, float]]:
        found: list[tuple[Path, int, float]] = []
        for path in self.folder.glob(f"v{FORMAT}/*/*/*"):
            with contextlib.suppress(OSError):  # another process may have removed it just now
                status = path.stat()
                found.append((path, status.st_size, status.st_mtime))
        return found

    def _path(self, kind: str, key: str) -> Path:
        digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        return self.folder / f"v{FORMAT}" / kind / digest[:2] / digest

    @staticmethod
    def _remove(path: Path) -> None:
        with contextlib.suppress(OSError):
            path.unlink()


def _head(value: bytes) -> bytes:
    return f"fasterpy-cache {FORMAT} {hashlib.sha256(value).hexdigest()}".encode()
