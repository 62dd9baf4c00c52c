"""The merged dataset OD as JSON lines (paper §5.2): reading what others published, writing what we hold.

One object per line: ``input, target, diff, rate, summary, source, licence``, and ours besides: ``tags, verified``.
Fields beyond these (``vector``, ``problem_id`` …) are ignored, so that the published files load as they are.
"""

from __future__ import annotations

import difflib
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from fasterpy.errors import InputsError, UserError
from fasterpy.knowledge.schema import check
from fasterpy.records import KnowledgeEntry


def read_dataset(path: Path, source: str, licence: str, dropped: Counter[str]) -> Iterator[KnowledgeEntry]:
    """Entries of a JSON-lines file (``.gz`` too), one after the other.

    ``source`` and ``licence`` stand in where a line has none. Lines that cannot be used are counted in ``dropped`` by
    reason. Raises InputsError when the file cannot be read.
    """
    opener: Any = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                if not line.strip():
                    continue
                entry, why = parse_line(line, source, licence)
                if entry is None:
                    dropped[why] += 1
                else:
                    yield entry
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InputsError(
            f"{path}: cannot be read as JSON lines: {getattr(error, 'strerror', None) or error}"
        ) from error


def parse_line(line: str, source: str, licence: str) -> tuple[KnowledgeEntry | None, str]:
    """The entry of one line, or None and why not."""
    try:
        row = json.loads(line)
    except ValueError:
        return None, "not JSON"
    if not isinstance(row, dict):
        return None, "not an object"
    rate = ratio(row.get("rate"))
    if rate is None:
        return None, "no rate"
    tags = row.get("tags") or ()
    entry = KnowledgeEntry(
        input=_text(row.get("input")),
        target=_text(row.get("target")),
        summary=" ".join(_text(row.get("summary")).split()),
        rate=rate,
        source=_text(row.get("source")) or source,
        tags=tuple(str(tag) for tag in tags) if isinstance(tags, (list, tuple)) else (),
        licence=_text(row.get("licence")) or licence,
        verified=row.get("verified") is True,
    )
    why = check(entry)
    return (None, why) if why else (entry, "")


def ratio(value: object) -> float | None:
    """A rate as a ratio slow/fast. ``"350%"`` is 3.5; a bare number is a ratio already."""
    percent = isinstance(value, str) and value.strip().endswith("%")
    try:
        number = float(str(value).strip().rstrip("%"))
    except ValueError:
        return None
    number = number / 100 if percent else number
    return number if number > 0 and number != float("inf") else None


def dataset_lines(entries: Iterable[KnowledgeEntry]) -> Iterator[str]:
    """Entries as JSON lines, each with its newline."""
    for entry in entries:
        row = {
            "input": entry.input,
            "target": entry.target,
            "diff": unified(entry.input, entry.target) if entry.target else "",
            "rate": entry.rate,
            "summary": entry.summary,
            "source": entry.source,
            "licence": entry.licence,
            "tags": list(entry.tags),
            "verified": entry.verified,
        }
        yield json.dumps(row, ensure_ascii=False) + "\n"


def unified(slow: str, fast: str) -> str:
    """Unified diff from slow to fast (paper §5.2.1, Step 4)."""
    return "".join(difflib.unified_diff(slow.splitlines(True), fast.splitlines(True), "input", "target"))


def write_dataset(path: Path, entries: Iterable[KnowledgeEntry]) -> int:
    """Write entries to a file, replacing it only when all are written. Gives how many."""
    temporary = path.with_name(path.name + ".part")
    count = 0
    opener: Any = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(temporary, "wt", encoding="utf-8") as stream:
            for line in dataset_lines(entries):
                stream.write(line)
                count += 1
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise UserError(f"cannot write {path}: {error.strerror}") from error
    return count


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
