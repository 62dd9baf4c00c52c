"""A tiny model, trained once per session, for every test that needs torch."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from fasterpy.records import Message
from fasterpy.train import files
from fasterpy.train.adapter import AdapterNote
from fasterpy.train.dataset import DatasetConfig
from fasterpy.train.lora.config import LoraConfig
from fasterpy.train.records import About, Conversation, PromptNote

NEED = "training needs torch, transformers and peft: run  make test-train"
CONFIG = LoraConfig(learning_rate=2e-2, epochs=6, evaluations=1, bf16=False, device="cpu", max_length=256)


def conversation(number: int) -> Conversation:
    word = "abcd"[number % 4]
    messages = (
        Message(role="system", content="Be fast."),
        Message(role="user", content=f"Input code:\nx = {word}{number // 4}\n\nOutput:"),
        Message(role="assistant", content=f"```python\nprint({word * 3})\n```"),
    )
    about = About(problem=word, named="", source="made", rate=2.0, verified=True, licence="CC0", task="fresh",
                  slow=f"x{number}", fast=f"y{number}")  # fmt: skip
    return Conversation(messages=messages, about=about)


def write_data(folder: Path, count: int = 32) -> Path:
    rows = [conversation(number) for number in range(count)]
    found = {name: files.write(folder, name, part) for name, part in ((files.TRAIN, rows), (files.VALID, rows[:4]))}
    files.write_note(
        folder,
        files.DatasetNote(
            prompt=PromptNote(name="paper", sha256="0" * 64), config=DatasetConfig(), train=count, validation=4,
            dropped={}, lengths={}, sources={"made": count}, licences={"CC0": count}, files=found,
        ),
    )  # fmt: skip
    return folder


@dataclass(frozen=True)
class Trained:
    base: Path
    data: Path
    out: Path
    note: AdapterNote

    @property
    def adapter(self) -> Path:
        return self.out / "adapter"


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    """The whole way up to an adapter."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    torch = pytest.importorskip("torch", reason=NEED)
    pytest.importorskip("transformers", reason=NEED)
    pytest.importorskip("peft", reason=NEED)
    # Threads that spin for one another on a busy machine take minutes for a model that needs milliseconds.
    torch.set_num_threads(1)
    from fasterpy.testing.tiny_model import make
    from fasterpy.train.lora.run import train

    root = tmp_path_factory.mktemp("train")
    data = write_data(root / "data")
    base = make(root / "tiny", [message.content for n in range(32) for message in conversation(n).messages])
    note = train(data, str(base), CONFIG, root / "out")
    assert note is not None
    return Trained(base=base, data=data, out=root / "out", note=note)
