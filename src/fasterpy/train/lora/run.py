"""One training from files to files: dataset folder in, adapter, curves and note out."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from fasterpy.errors import MissingExtraError
from fasterpy.protocols import Progress
from fasterpy.train import adapter, files
from fasterpy.train.lora.base_model import load_tokenizer
from fasterpy.train.lora.config import LoraConfig
from fasterpy.train.lora.curves import Point, csv_text, picture
from fasterpy.train.lora.group import Group
from fasterpy.train.lora.loop import BEST, LAST, Trainer
from fasterpy.train.lora.tokens import encode_all

CURVES_CSV, CURVES_PNG = "curves.csv", "curves.png"


def train(
    data: Path, base: str, config: LoraConfig, out: Path, progress: Progress | None = None, stop_after: int = 0
) -> adapter.AdapterNote | None:
    """Train on ``data`` and write ``out/adapter`` (best validation loss), ``out/last``, curves and note.

    Goes on from the last checkpoint in ``out``. None in a process that does not lead, and after ``stop_after`` steps.
    Raises InputsError, ConfigError, MissingExtraError or ModelError.
    """
    began = time.monotonic()
    about = files.read_note(data)
    rows, checks = files.read(data / files.TRAIN), files.read(data / files.VALID)
    tokenizer = load_tokenizer(base)
    train_rows, too_long = encode_all(tokenizer, [row.messages for row in rows], config.max_length)
    valid_rows, more = encode_all(tokenizer, [row.messages for row in checks], config.max_length)
    group = Group(config.device)
    pad = tokenizer.pad_token_id if tokenizer.pad_token_id is not None else tokenizer.eos_token_id
    title = f"LoRA on {Path(base).name}"

    def draw(points: Sequence[Point]) -> None:
        out.mkdir(parents=True, exist_ok=True)
        (out / CURVES_CSV).write_text(csv_text(points))
        try:
            picture(points, out / CURVES_PNG, title)
        except MissingExtraError:
            return  # the table holds the same figures

    try:
        trainer = Trainer(
            base, config, train_rows, valid_rows, pad, out, group, identity(config, base, about), progress, draw
        )
        points = trainer.run(stop_after)
        if not group.leads or (stop_after and points[-1].step < trainer.total):
            return None
        note = adapter.AdapterNote(
            base=Path(base).name if Path(base).exists() else base,
            prompt=about.prompt, chat_template=tokenizer.chat_template, config=config, dataset=about.files,
            conversations=len(train_rows), too_long=too_long + more, sources=about.sources, licences=about.licences,
            steps=trainer.total, losses=losses(points), seconds=round(time.monotonic() - began, 1), versions=versions(),
        )  # fmt: skip
        for name in (BEST, LAST):
            adapter.write(out / name, note)
            tokenizer.save_pretrained(str(out / name))
        return note
    finally:
        group.close()


def identity(config: LoraConfig, base: str, about: files.DatasetNote) -> str:
    """Digest of all that decides a training; the device does not."""
    known = msgspec.structs.replace(config, device="auto")
    return hashlib.sha256(msgspec.json.encode([known, base, about.files])).hexdigest()[:16]


def losses(points: Sequence[Point]) -> dict[str, float]:
    """The figures of a curve that a card shows."""
    training = [point.loss for point in points if point.loss is not None]
    validation = [point.validation for point in points if point.validation is not None]
    found = {"first": training[0], "last": training[-1]}
    if validation:
        found |= {"before": validation[0], "best": min(validation[1:] or validation)}
    return {name: round(value, 6) for name, value in found.items()}


def versions() -> dict[str, str]:
    """Of what computes."""
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for package in ("torch", "transformers", "peft"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
