"""A dataset on disk: ``train.jsonl`` and ``valid.jsonl`` in the messages format, ``dataset.json`` beside them.

A line is ``{"messages": [{"role", "content"}…], "about": {…}}``; ms-swift, TRL and others read ``messages`` and leave
``about`` alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from fasterpy.errors import InputsError, UserError
from fasterpy.records import Record
from fasterpy.train.dataset import DatasetConfig
from fasterpy.train.records import Conversation, PromptNote

TRAIN, VALID, NOTE = "train.jsonl", "valid.jsonl", "dataset.json"
FORMAT = 1


class DatasetNote(Record, frozen=True):
    """What a dataset is, for people and for the steps after it."""

    prompt: PromptNote
    config: DatasetConfig
    train: int
    validation: int
    dropped: dict[str, int]
    lengths: dict[str, dict[str, int]]
    """Characters of prompts and answers: median, 95th percentile, most."""
    sources: dict[str, int]
    licences: dict[str, int]
    files: dict[str, str]
    """SHA-256 of each file."""
    base: str = ""
    """The knowledge base that the suggestions come from."""
    forbidden: tuple[str, ...] = ()
    """Files whose programs were checked not to be here."""
    format: int = FORMAT
    fasterpy: str = ""


def write(folder: Path, name: str, rows: Sequence[Conversation]) -> str:
    """One conversation a line; gives the file's SHA-256. Raises UserError when it cannot be written."""
    data = b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary = folder / f"{name}.part"
        temporary.write_bytes(data)
        temporary.replace(folder / name)
    except OSError as error:
        raise UserError(f"cannot write {folder / name}: {error.strerror or error}") from error
    return hashlib.sha256(data).hexdigest()


def read(path: Path) -> list[Conversation]:
    """The conversations of a file. Raises InputsError with the number of the bad line."""
    rows: list[Conversation] = []
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise InputsError(f"cannot read {path}: {error.strerror or error}") from error
    for number, line in enumerate(lines, 1):
        try:
            rows.append(msgspec.json.decode(line, type=Conversation))
        except msgspec.DecodeError as error:
            raise InputsError(f"{path}, line {number}: no conversation ({error})") from error
    return rows


def write_note(folder: Path, note: DatasetNote) -> None:
    """``dataset.json``."""
    (folder / NOTE).write_bytes(msgspec.json.format(msgspec.json.encode(note), indent=2) + b"\n")


def read_note(folder: Path) -> DatasetNote:
    """Raises InputsError when the folder holds no dataset, or one of another format."""
    try:
        return msgspec.json.decode((folder / NOTE).read_bytes(), type=DatasetNote)
    except OSError as error:
        raise InputsError(f"{folder} holds no dataset: make one with  fasterpy train dataset --out {folder}") from error
    except msgspec.DecodeError as error:
        raise InputsError(f"{folder / NOTE} is of another version ({error}): make the dataset again") from error
