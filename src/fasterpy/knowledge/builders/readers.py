"""Readers of the published sets (paper §5.2.1): rows in, pairs out, one after the other; what is no pair says why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from fasterpy.errors import InputsError
from fasterpy.knowledge import rates
from fasterpy.knowledge.builders.pair import Item, Items, Left, Pair
from fasterpy.knowledge.builders.shape import bare, example_calls, shape, strip_examples
from fasterpy.knowledge.rows import read_rows

FORMATS = ("pie", "mercury", "od", "pairs")
_FASTEST_MS = 1e-3
"""Shorter run times are not measurements."""


def read_file(path: Path, format: str = "", source: str = "", licence: str = "", unit: str = "") -> Items:
    """Pairs of a file: JSON lines, a JSON list (both also ``.gz``) or Parquet.

    ``format``: one of ``FORMATS``, told from the first row when empty. ``source`` and ``licence`` stand in where a row
    has none. ``unit``: of the rates (see ``rates``), told from the column when empty. Raises InputsError when the file
    cannot be read or its format not be told.
    """
    stream = read_rows(path)
    first = list(islice(stream, rates.SAMPLE))
    name = source or path.name.split(".")[0]
    format = format or _format(path, next((row for row in first if isinstance(row, dict)), {}))
    readers: dict[str, Callable[[Any, str], Iterator[Item]]] = {
        "pie": _pie,
        "mercury": _mercury,
        "od": _plain_reader(first, unit),
        "pairs": _plain_reader(first, unit),
    }
    if format not in readers:
        raise InputsError(f"unknown format {format!r}: choose one of {', '.join(FORMATS)}")
    reader = readers[format]
    for number, row in enumerate(chain(first, stream), 1):
        where = f"{path.name}:{number}"
        if not isinstance(row, dict):
            yield Left(source=name, reason="not a JSON object", provenance=where)
            continue
        for item in reader(row, name):
            yield _finished(item, row, where, licence)


def _finished(item: Item, row: dict[str, Any], where: str, licence: str) -> Item:
    import msgspec

    if isinstance(item, Left):
        return msgspec.structs.replace(item, provenance=where)
    given = row.get("provenance")
    detail = (
        str(given) if isinstance(given, str) and given else " ".join(part for part in (where, item.provenance) if part)
    )
    return msgspec.structs.replace(item, provenance=detail, licence=_text(row.get("licence")) or licence)


def _format(path: Path, row: dict[str, Any]) -> str:
    if "solutions" in row:
        return "mercury"
    if {"cpu_time_v0", "cpu_time_v1"} <= row.keys():
        return "pie"
    if {"input", "rate"} <= row.keys():
        return "od" if "summary" in row else "pairs"
    raise InputsError(
        f"{path}: its rows are neither PIE (cpu_time_v0), Mercury (solutions) nor pairs (input, target, rate): "
        "say which with --format"
    )


def _pie(row: dict[str, Any], source: str) -> Iterator[Item]:
    """rate = cpu_time_v0 / cpu_time_v1; only pairs of which both were accepted, where the row says so."""
    slow, fast = _text(row.get("input")), _text(row.get("target"))
    if any(str(row.get(name, "Accepted")) != "Accepted" for name in ("status_v0", "status_v1")):
        yield Left(source=source, reason="a version was not accepted by its judge")
        return
    times = [rates.plain(row.get(name)) for name in ("cpu_time_v0", "cpu_time_v1")]
    if not (slow.strip() and fast.strip()):
        yield Left(source=source, reason="no code")
    elif times[0] is None or times[1] is None or min(times[0], times[1]) <= _FASTEST_MS:
        yield Left(source=source, reason="no run times")
    else:
        problem = _text(row.get("problem_id"))
        yield Pair(slow=slow, fast=fast, source=source, rate=times[0] / times[1], provenance=problem)


def _mercury(row: dict[str, Any], source: str) -> Iterator[Item]:
    """Steps 1 to 4: sort by run time, pair every other submission with the fastest, rate = ratio of run times."""
    task = _text(row.get("slug_name")) or _text(row.get("name"))
    found = []
    for item in row.get("solutions") or ():
        runtime = rates.plain(str(item.get("runtime", "")).replace("ms", "")) if isinstance(item, dict) else None
        code = _text(item.get("solution")) if isinstance(item, dict) else ""
        if not code.strip() or runtime is None or runtime <= _FASTEST_MS:
            yield Left(source=source, reason="a submission without code or run time")
        else:
            found.append((runtime, code))
    found.sort(key=lambda item: item[0])
    if len(found) < 2:
        yield Left(source=source, reason="fewer than two submissions")
        return
    best_time, best = found[0]
    for runtime, code in found[1:]:
        yield _method_pair(code, best, runtime / best_time, source, task)


def _method_pair(slow: str, fast: str, rate: float, source: str, task: str) -> Item:
    """A pair of submissions without the statements that merely show their use; these become examples."""
    from fasterpy.errors import SourceError

    try:
        short_slow, shown = strip_examples(bare(slow))
        short_fast, more = strip_examples(bare(fast))
        kind, qualname, why = shape(short_slow, short_fast)
    except SourceError:
        return Left(source=source, reason="does not parse")
    if why or kind != "function":
        return Left(source=source, reason=why or "a submission is a program")
    examples = example_calls([*shown, *more], qualname)
    return Pair(
        slow=short_slow, fast=short_fast, source=source, rate=rate, provenance=task, kind=kind, qualname=qualname,
        examples=examples,
    )  # fmt: skip


def _plain_reader(first: list[Any], unit: str) -> Callable[[Any, str], Iterator[Item]]:
    """For ``input, target, rate`` with or without a summary; the unit of the rates is the whole file's."""
    column = [rates.bare_number(row.get("rate")) for row in first if isinstance(row, dict)]
    chosen: Any = unit or rates.unit_of([number for number in column if number is not None])

    def read(row: dict[str, Any], source: str) -> Iterator[Item]:
        slow, fast = _text(row.get("input")), _text(row.get("target"))
        rate = rates.ratio(row.get("rate"), chosen)
        own = _text(row.get("source")) or source
        if not slow.strip():
            yield Left(source=own, reason="no code")
        elif rate is None:
            yield Left(source=own, reason="no rate")
        else:
            tags = row.get("tags")
            yield Pair(
                slow=slow, fast=fast, source=own, rate=rate, summary=" ".join(_text(row.get("summary")).split()),
                tags=tuple(str(tag) for tag in tags) if isinstance(tags, (list, tuple)) else (),
            )  # fmt: skip

    return read


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
