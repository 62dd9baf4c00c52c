"""Milvus' bulk files: Parquet with vectors, which a server loads without a client sending rows."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fasterpy.errors import MissingExtraError, StoreError
from fasterpy.knowledge.milvus_table import table_schema, to_row
from fasterpy.knowledge.schema import check_all, entry_id
from fasterpy.protocols import Sparse
from fasterpy.records import KnowledgeEntry

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE_BYTES = 512 * 2**20
"""About the size of one file; Milvus makes a segment of each."""


class BulkFiles:
    """Writes files that fit the table of a base; a context manager. Files appear in ``folder`` when all are complete.

    Which entries were met is held in memory (about 100 bytes each): a bulk load does not look for repetitions. Raises
    MissingExtraError without pymilvus' bulk writer, StoreError when the folder holds something or cannot be written.
    """

    def __init__(
        self, folder: Path, embedder: str, encoder: str, dimensions: int, file_bytes: int = FILE_BYTES
    ) -> None:
        try:
            from pymilvus.bulk_writer import BulkFileType, LocalBulkWriter
        except ImportError as error:
            raise MissingExtraError("pymilvus[bulk_writer]", "bulk") from error
        self.folder, self.embedder, self.dimensions = folder, embedder, dimensions
        self.files: list[Path] = []
        self._met: set[int] = set()
        self._aside = folder.with_name(f".{folder.name}.part")
        try:
            if folder.exists() and any(folder.iterdir()):
                raise StoreError(f"{folder} is not empty: name another folder, or empty it")
            shutil.rmtree(self._aside, ignore_errors=True)
            self._aside.mkdir(parents=True)
            schema = table_schema(embedder, encoder, dimensions)
            self._writer: Any = LocalBulkWriter(schema, str(self._aside), file_bytes, BulkFileType.PARQUET)
        except OSError as error:
            shutil.rmtree(self._aside, ignore_errors=True)
            raise StoreError(f"cannot write {folder}: {error.strerror}") from error

    def insert(
        self, entries: Sequence[KnowledgeEntry], vectors: NDArray[np.float32], sparse: Sequence[Sparse] | None = None
    ) -> int:
        """See ``protocols.KnowledgeStore``."""
        check_all(entries, vectors, self.dimensions, sparse)
        new = 0
        for entry, vector, terms in zip(entries, vectors, sparse or [{}] * len(entries), strict=True):
            key = entry_id(entry)
            if key not in self._met:
                self._met.add(key)
                self._guarded(self._writer.append_row, to_row(key, entry, vector, terms, self.embedder))
                new += 1
        return new

    def finish(self) -> None:
        """Write what is left and put the files into place."""
        self._guarded(self._writer.commit)
        written = [Path(name) for batch in self._writer.batch_files for name in batch]
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for number, path in enumerate(written, 1):
                self.files.append(path.replace(self.folder / f"part-{number:05}{path.suffix}"))
        except OSError as error:
            raise StoreError(f"cannot write {self.folder}: {error.strerror}") from error

    def __enter__(self) -> BulkFiles:
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._aside, ignore_errors=True)

    def _guarded(self, write: Any, *args: Any) -> None:
        try:
            write(*args)
        except Exception as error:  # pymilvus raises what pyarrow and the file system raise, and its own
            reason = " ".join(str(error).split())[:200]
            raise StoreError(f"cannot write {self.folder}: {reason}") from error
