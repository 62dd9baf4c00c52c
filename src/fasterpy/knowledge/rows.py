"""Rows of a data file: JSON lines or a JSON list (both also gzip'd), or Parquet."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fasterpy.errors import InputsError


def read_rows(path: Path) -> Iterator[Any]:
    """Decoded rows in order, None for a line that is not JSON. Raises InputsError when the file cannot be read."""
    try:
        if path.suffix == ".parquet":
            yield from _parquet(path)
            return
        opener: Any = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as stream:
            head = stream.read(1)
            stream.seek(0)
            if head == "[":
                yield from json.load(stream)
                return
            for line in stream:
                if line.strip():
                    yield _decoded(line)
    except (OSError, EOFError, UnicodeDecodeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputsError(f"{path}: cannot be read as JSON lines or Parquet: {reason}") from error


def _decoded(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _parquet(path: Path) -> Iterator[Any]:
    try:
        import pyarrow.parquet as pq
    except ImportError as error:
        raise InputsError(f"{path}: reading Parquet needs pyarrow: run  pip install pyarrow") from error
    for batch in pq.ParquetFile(path).iter_batches(1000):
        yield from batch.to_pylist()
