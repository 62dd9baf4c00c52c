"""What a training needs to go on as if it had not been interrupted: weights, optimizer, points so far, best loss.

Nothing else: order, dropout and learning rate are functions of the step.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import msgspec

from fasterpy.errors import ConfigError, UserError
from fasterpy.records import Record
from fasterpy.train.lora.base_model import need
from fasterpy.train.lora.curves import Point

PREFIX, STATE, TENSORS = "checkpoint-", "state.json", "state.pt"
KEPT = 2


class State(Record, frozen=True):
    """The part that is no tensor."""

    step: int
    best: float | None
    points: tuple[Point, ...]
    identity: str
    """Digest of configuration, base and data: a checkpoint of another training is refused."""


def save(folder: Path, state: State, tensors: dict[str, Any]) -> None:
    """Write ``folder/checkpoint-STEP``, whole or not at all, and remove all but the last few."""
    torch = need("torch")
    target = folder / f"{PREFIX}{state.step:06d}"
    part = folder / f"{target.name}.part"
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        torch.save(tensors, part / TENSORS)
        (part / STATE).write_bytes(msgspec.json.encode(state))
        shutil.rmtree(target, ignore_errors=True)
        part.replace(target)
    except OSError as error:
        raise UserError(f"cannot write {target}: {error.strerror or error}; make room and run it again") from error
    for old in found(folder)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def found(folder: Path) -> list[Path]:
    """Complete checkpoints, oldest first."""
    return sorted(p for p in folder.glob(f"{PREFIX}*") if p.suffix != ".part" and (p / STATE).exists())


def forget(folder: Path) -> None:
    """Remove all checkpoints."""
    for old in folder.glob(f"{PREFIX}*"):
        shutil.rmtree(old, ignore_errors=True)


def load(folder: Path, identity: str) -> tuple[State, dict[str, Any]] | None:
    """The last checkpoint, or None. Raises ConfigError when it belongs to another training."""
    known = found(folder)
    if not known:
        return None
    state = msgspec.json.decode((known[-1] / STATE).read_bytes(), type=State)
    if state.identity != identity:
        raise ConfigError(
            f"{known[-1]} belongs to a training with other settings, base or data: choose another --out, or --restart"
        )
    return state, need("torch").load(known[-1] / TENSORS, map_location="cpu", weights_only=True)
