"""Recorded calls: the file format, and cases from it. Nothing is unpickled here; only the sandbox loads a pickle."""

from __future__ import annotations

from pathlib import Path

import msgspec

from fasterpy.errors import InputsError
from fasterpy.records import Code, PickleCase, Record

FORMAT = 1
SUFFIX = ".calls"


class RecordedCall(Record, frozen=True):
    """One kept call: the pickle of ``(args, kwargs)``, how often its kind occurred, and its repr, shortened."""

    data: bytes
    weight: float
    label: str = ""


class RecordedFunction(Record, frozen=True):
    """Calls of one function."""

    module: str
    qualname: str
    filename: str
    calls: tuple[RecordedCall, ...]
    total: int = 0
    """All calls that were seen, kept or not."""
    skipped: int = 0
    """Calls whose arguments could not be pickled or were too large."""


class Recording(Record, frozen=True):
    """What ``fasterpy record`` writes (msgpack)."""

    format: int
    version: str
    command: tuple[str, ...]
    functions: tuple[RecordedFunction, ...]


def save(path: Path, recording: Recording) -> None:
    """Write a recording."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.msgpack.encode(recording))


def load(path: Path) -> Recording:
    """Read a recording. Raises InputsError when it is not one, or of another format."""
    try:
        recording = msgspec.msgpack.decode(path.read_bytes(), type=Recording)
    except OSError as error:
        raise InputsError(f"{path}: cannot be read: {error.strerror}") from None
    except msgspec.DecodeError:
        raise InputsError(f"{path}: not a recording of this version: record again with  fasterpy record") from None
    if recording.format != FORMAT:
        raise InputsError(f"{path}: recording of format {recording.format}: record again with  fasterpy record")
    return recording


def recordings(path: str) -> list[Path]:
    """The recordings at a path: itself, or those in the folder; none where nothing is."""
    place = Path(path)
    if not path or not place.exists():
        return []
    return sorted(place.glob(f"*{SUFFIX}")) if place.is_dir() else [place]


def recorded_cases(path: str, code: Code) -> list[PickleCase]:
    """Recorded calls of the target, the frequent kinds first; empty when it was never called."""
    if not Path(path).exists():
        raise InputsError(f"{path}: no recording here: make one with  fasterpy record -- COMMAND")
    found: list[PickleCase] = []
    for file in recordings(path):
        for function in load(file).functions:
            if function.qualname != code.qualname or not _same_module(function, code):
                continue
            found += [
                PickleCase(data=call.data, source="recorded", weight=call.weight, label=call.label, size=len(call.data))
                for call in function.calls
            ]
    return sorted(found, key=lambda case: -case.weight)


def _same_module(function: RecordedFunction, code: Code) -> bool:
    if code.module is not None and function.module == code.module:
        return True
    return Path(function.filename).name == Path(code.filename).name
