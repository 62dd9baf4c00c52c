"""The merged dataset OD as JSON lines (paper §5.2): reading what others published, writing what we hold.

One object per line: ``input, target, diff, rate, summary, source, licence, provenance``, and ours besides: ``tags,
verified, reported_rate, count``; or the same columns as Parquet.
Fields beyond these (``vector``, ``problem_id`` …) are ignored, so that the published files load as they are.
"""

from __future__ import annotations

import difflib
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from fasterpy.errors import UserError
from fasterpy.knowledge import rates
from fasterpy.knowledge.rows import read_rows
from fasterpy.knowledge.schema import check
from fasterpy.records import KnowledgeEntry


def read_dataset(
    path: Path, source: str, licence: str, dropped: Counter[str], unit: str = ""
) -> Iterator[KnowledgeEntry]:
    """Entries of a file (JSON lines, ``.gz`` too, or Parquet), one after the other.

    ``source`` and ``licence`` stand in where a line has none. ``unit``: of the rates (see ``rates``); told from the
    column when empty. Lines that cannot be used are counted in ``dropped`` by reason. Raises InputsError when the file
    cannot be read.
    """
    stream = read_rows(path)
    first = list(islice(stream, rates.SAMPLE))
    chosen: Any = unit or _unit(first)
    for row in chain(first, stream):
        entry, why = parse_row(row, source, licence, chosen)
        if entry is None:
            dropped[why] += 1
        else:
            yield entry


def _unit(rows: Sequence[Any]) -> rates.Unit:
    """The unit of a file's rates. Files that we wrote ourselves have ratios, and say ``verified``."""
    named = [row for row in rows if isinstance(row, dict)]
    if any("verified" in row for row in named):
        return "ratio"
    column = [row.get("rate") for row in named]
    return rates.unit_of([number for value in column if (number := rates.bare_number(value)) is not None])


def parse_row(row: Any, source: str, licence: str, unit: rates.Unit = "ratio") -> tuple[KnowledgeEntry | None, str]:
    """The entry of one row, or None and why not."""
    if row is None:
        return None, "not JSON"
    if not isinstance(row, dict):
        return None, "not an object"
    rate = rates.ratio(row.get("rate"), unit)
    if rate is None:
        return None, "no rate"
    tags = row.get("tags") or ()
    count, reported = row.get("count"), row.get("reported_rate")
    entry = KnowledgeEntry(
        input=_text(row.get("input")),
        target=_text(row.get("target")),
        summary=" ".join(_text(row.get("summary")).split()),
        rate=rate,
        source=_text(row.get("source")) or source,
        tags=tuple(str(tag) for tag in tags) if isinstance(tags, (list, tuple)) else (),
        licence=_text(row.get("licence")) or licence,
        verified=row.get("verified") is True,
        provenance=_text(row.get("provenance")),
        count=count if isinstance(count, int) and count > 0 else 1,
        reported_rate=float(reported) if isinstance(reported, (int, float)) and reported > 0 else 0.0,
    )
    why = check(entry)
    return (None, why) if why else (entry, "")


def to_row(entry: KnowledgeEntry) -> dict[str, Any]:
    """An entry as a row of the dataset."""
    return {
        "input": entry.input,
        "target": entry.target,
        "diff": unified(entry.input, entry.target) if entry.target else "",
        "rate": entry.rate,
        "summary": entry.summary,
        "source": entry.source,
        "licence": entry.licence,
        "provenance": entry.provenance,
        "tags": list(entry.tags),
        "verified": entry.verified,
        "reported_rate": entry.reported_rate,
        "count": entry.count,
    }


def dataset_lines(entries: Iterable[KnowledgeEntry]) -> Iterator[str]:
    """Entries as JSON lines, each with its newline."""
    for entry in entries:
        yield json.dumps(to_row(entry), ensure_ascii=False) + "\n"


def unified(slow: str, fast: str) -> str:
    """Unified diff from slow to fast (paper §5.2.1, Step 4)."""
    return "".join(difflib.unified_diff(slow.splitlines(True), fast.splitlines(True), "input", "target"))


def write_dataset(path: Path, entries: Iterable[KnowledgeEntry]) -> int:
    """Write entries to a file, replacing it only when all are written. Gives how many.

    The name decides the form: ``.parquet``, ``.gz`` (JSON lines), else JSON lines. Raises UserError when it cannot be
    written.
    """
    temporary = path.with_name(path.name + ".part")
    try:
        count = (_write_parquet if path.suffix == ".parquet" else _write_lines)(temporary, path, entries)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise UserError(f"cannot write {path}: {error.strerror or error}") from error
    return count


def _write_lines(temporary: Path, path: Path, entries: Iterable[KnowledgeEntry]) -> int:
    opener: Any = gzip.open if path.suffix == ".gz" else open
    count = 0
    with opener(temporary, "wt", encoding="utf-8") as stream:
        for line in dataset_lines(entries):
            stream.write(line)
            count += 1
    return count


def _write_parquet(temporary: Path, path: Path, entries: Iterable[KnowledgeEntry]) -> int:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UserError(f"{path}: writing Parquet needs pyarrow: run  pip install pyarrow") from error
    text, number = pa.string(), pa.float64()
    kinds = {
        "rate": number,
        "reported_rate": number,
        "count": pa.int64(),
        "verified": pa.bool_(),
        "tags": pa.list_(text),
    }
    example = KnowledgeEntry(input="", summary="", rate=1.0)
    schema = pa.schema([(name, kinds.get(name, text)) for name in to_row(example)])
    count = 0
    stream = iter(entries)
    with pq.ParquetWriter(temporary, schema, compression="zstd") as writer:
        while batch := [to_row(entry) for entry in islice(stream, 1000)]:
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))
            count += len(batch)
    return count


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
