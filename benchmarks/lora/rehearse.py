"""The whole recipe on this machine with a tiny model: prepare → send → job → bring back → export. About a minute.

OMP_NUM_THREADS=1 python -m benchmarks.lora.rehearse
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from benchmarks.lora.prepare import prepare
from benchmarks.lora.unpack import unpack
from fasterpy.records import Message
from fasterpy.train import files
from fasterpy.train.dataset import DatasetConfig
from fasterpy.train.records import About, Conversation, PromptNote

TREE = Path(__file__).parents[2]


def tiny_data(folder: Path, count: int = 32) -> list[str]:
    """A dataset that a tiny model can learn; gives its texts."""
    from fasterpy.generate.llm.prompt import digest

    rows = []
    for number in range(count):
        word = "abcd"[number % 4]
        messages = (
            Message(role="user", content=f"x = {word}{number // 4}"),
            Message(role="assistant", content=f"```python\nprint({word * 3})\n```"),
        )
        about = About(problem=word, named="", source="made", rate=2.0, verified=True, licence="CC0", task="fresh",
                      slow=f"x{number}", fast=f"y{number}")  # fmt: skip
        rows.append(Conversation(messages=messages, about=about))
    hashes = {name: files.write(folder, name, part) for name, part in ((files.TRAIN, rows), (files.VALID, rows[:4]))}
    note = files.DatasetNote(
        prompt=PromptNote(name="paper", sha256=digest("paper")), config=DatasetConfig(), train=count, validation=4,
        dropped={}, lengths={}, sources={"made": count}, licences={"CC0": count}, files=hashes,
    )  # fmt: skip
    files.write_note(folder, note)
    return [message.content for row in rows for message in row.messages]


def rehearse(root: Path) -> Path:
    """Everything under ``root``; gives the folder with what came back. Raises when a step fails."""
    import torch

    from fasterpy.testing.tiny_model import make
    from fasterpy.train.export import model_gguf
    from fasterpy.train.lora.base_model import load_model, load_tokenizer

    texts = tiny_data(root / "data")
    model = make(root / "hub", texts)
    base = root / "tiny.gguf"
    model_gguf.write(load_model(str(model), torch.float32), load_tokenizer(str(model)), base, "f32")
    programs = root / "programs.jsonl"
    rows = [{"problem_id": f"p{n}", "input": f"print({n} + {n})\n", "target": f"print({2 * n})\n"} for n in range(3)]
    programs.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    sent = prepare(base, root / "data", programs, 2, root / "parts", most=96 << 10)
    away = root / "away"
    for folder in sent:  # one transfer each
        shutil.copytree(folder, away / Path(folder).name)
    command = ["bash", str(TREE / "benchmarks/lora/job.sh"), str(away), str(root / "back"), "--fp32", "--epochs", "6",
               "--learning-rate", "0.02", "--samples", "2", "--max-tokens", "12", "--together", "1"]  # fmt: skip
    python = Path(sys.executable).parent
    environment = os.environ | {"PATH": f"{python}:{os.environ['PATH']}"}
    for _ in range(2):  # the second call finds everything done
        subprocess.run(command, cwd=TREE, env=environment, check=True)
    adapter = unpack(root / "back", root / "tuned")
    export = [sys.executable, "-m", "fasterpy", "train", "export", str(adapter), "--base", str(model)]
    subprocess.run([*export, "--to", "lora-gguf"], check=True)
    return root / "back"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(rehearse(Path(folder)).iterdir()):
            print(f"{path.stat().st_size:10,} {path.name}")
