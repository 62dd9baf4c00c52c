"""What an adapter folder says about itself, and whether it is used as it was trained."""

from __future__ import annotations

from pathlib import Path

import msgspec

from fasterpy.chat_template import same
from fasterpy.errors import InputsError, ModelError
from fasterpy.records import Record
from fasterpy.train.lora.config import LoraConfig
from fasterpy.train.records import PromptNote

NOTE, CARD = "fasterpy.json", "README.md"
FORMAT = 1


class AdapterNote(Record, frozen=True):
    """``fasterpy.json`` beside an adapter."""

    base: str
    """Hub id, folder or file name of the base model."""
    prompt: PromptNote
    chat_template: str
    config: LoraConfig
    dataset: dict[str, str]
    """SHA-256 of each file of the dataset."""
    conversations: int
    too_long: int
    """Conversations that were left out for ``max_length``."""
    sources: dict[str, int]
    licences: dict[str, int]
    steps: int
    losses: dict[str, float]
    """``first``, ``last`` (training), ``before`` and ``best`` (validation)."""
    seconds: float = 0.0
    engine: str = "peft"
    versions: dict[str, str] = {}
    format: int = FORMAT


def write(folder: Path, note: AdapterNote) -> None:
    """``fasterpy.json`` and a model card."""
    (folder / NOTE).write_bytes(msgspec.json.format(msgspec.json.encode(note), indent=2) + b"\n")


def read(folder: Path) -> AdapterNote:
    """Raises InputsError for a folder that ``fasterpy train lora`` did not write."""
    try:
        return msgspec.json.decode((folder / NOTE).read_bytes(), type=AdapterNote)
    except OSError as error:
        raise InputsError(f"{folder} holds no adapter of  fasterpy train lora: {NOTE} is missing") from error
    except msgspec.DecodeError as error:
        raise InputsError(f"{folder / NOTE} is of another version: {error}") from error


def find(adapter: str) -> AdapterNote | None:
    """The note beside an adapter (a folder, or a file in one); None for an adapter of other origin."""
    path = Path(adapter)
    folder = path if path.is_dir() else path.parent
    return read(folder) if (folder / NOTE).is_file() else None


def check_prompt(note: AdapterNote, name: str, sha256: str) -> str:
    """A warning when the prompt is not the one that the adapter was trained with; empty when it is."""
    if name != note.prompt.name:
        return f"the adapter was trained with the prompt {note.prompt.name!r}, not {name!r}: set prompt to it"
    if sha256 != note.prompt.sha256:
        return f"the prompt {name!r} has changed since the adapter was trained: train it again, or expect less of it"
    return ""


def check_template(note: AdapterNote, template: str) -> None:
    """Raises ModelError when a base's chat template is not the one that the adapter was trained with."""
    if not same(template, note.chat_template):
        raise ModelError(
            f"this base has another chat template than {note.base}, on which the adapter was trained: use that base"
        )
