"""A tiny model learns, is interrupted and goes on; the loss is on the answer alone."""

from __future__ import annotations

import csv
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fasterpy.errors import ConfigError
from fasterpy.records import Message
from fasterpy.train.lora import swift
from fasterpy.train.lora.config import LoraConfig
from fasterpy.train.lora.order import batches_of
from fasterpy.train.lora.run import train
from fasterpy.train.lora.tokens import Encoded, encode, padded
from tests.train.conftest import CONFIG, Trained


def weights(folder: Path) -> dict[str, Any]:
    from safetensors.torch import load_file

    found: dict[str, Any] = load_file(str(folder / "adapter_model.safetensors"))
    return found


class LetterTokenizer:
    """A token per letter; the template is ChatML in miniature."""

    eos_token_id = ord("$")

    def __init__(self, rewrites: bool = False) -> None:
        self.rewrites = rewrites

    def apply_chat_template(
        self, chat: list[dict[str, str]], tokenize: bool, add_generation_prompt: bool = False
    ) -> str:
        text = "".join(f"<{message['role'][0]}>{message['content']}$\n" for message in chat)
        if self.rewrites and chat[-1]["role"] == "assistant":
            text = text.upper()
        return text + ("<a>" if add_generation_prompt else "")

    def __call__(self, text: str, add_special_tokens: bool) -> dict[str, list[int]]:
        return {"input_ids": [ord(letter) for letter in text]}


CHAT = (Message(role="user", content="slow"), Message(role="assistant", content="fast"))


def test_the_loss_is_on_the_answer_and_its_end() -> None:
    found = encode(LetterTokenizer(), CHAT)
    assert "".join(map(chr, found.prompt)) == "<u>slow$\n<a>"
    assert "".join(map(chr, found.answer)) == "fast$"
    with pytest.raises(ConfigError, match="writes the prompt differently"):
        encode(LetterTokenizer(rewrites=True), CHAT)
    with pytest.raises(ConfigError, match="must end with the assistant"):
        encode(LetterTokenizer(), CHAT[:1])


def test_padding_supervises_what_predicts_the_answer() -> None:
    ids, attention, supervised = padded([Encoded(prompt=(1, 2), answer=(3, 4)), Encoded(prompt=(5,), answer=(6,))], 0)
    assert ids == [[1, 2, 3, 4], [5, 6, 0, 0]]
    assert attention == [[1, 1, 1, 1], [1, 1, 0, 0]]
    assert supervised == [[False, True, True, False], [True, False, False, False]]


def test_every_epoch_sees_everything_once_in_an_order_of_its_own() -> None:
    lengths = [7, 3, 9, 1, 5, 2, 8]
    steps = [batches_of(step, lengths, 2, 2, 42) for step in range(4)]
    for epoch in (steps[:2], steps[2:]):
        assert sorted(index for step in epoch for batch in step for index in batch) == list(range(7))
    assert steps[:2] != steps[2:]
    assert steps[0] == batches_of(0, lengths, 2, 2, 42)


def test_the_paper_s_hyperparameters_and_schedule() -> None:
    config = LoraConfig()
    assert (config.learning_rate, config.batch_size, config.accumulation, config.epochs) == (1e-4, 4, 4, 3)
    assert (config.rank, config.alpha, config.weight_decay, config.warmup_ratio, config.data_seed) == (
        8,
        32,
        0.1,
        0.05,
        42,
    )
    total = config.steps(4000)
    assert total == 750
    rates = [config.rate(step, total) for step in range(total)]
    assert rates[0] == 0 and max(rates) == rates[38] == 1e-4 and 0 < rates[-1] < 1e-8
    with pytest.raises(ConfigError, match="rank"):
        LoraConfig(rank=0).check()


def test_the_loss_falls_and_the_curve_is_written(trained: Trained) -> None:
    losses = trained.note.losses
    assert losses["last"] < 0.3 * losses["first"]
    assert losses["best"] < 0.3 * losses["before"]
    rows = list(csv.DictReader((trained.out / "curves.csv").open()))
    assert [int(row["step"]) for row in rows] == list(range(13))
    assert rows[0]["loss"] == "" and rows[0]["validation"] and rows[1]["validation"] == "" and rows[2]["validation"]
    assert trained.note.base == "tiny" and trained.note.conversations == 32


def test_an_interrupted_training_ends_with_the_same_weights(trained: Trained, tmp_path: Path) -> None:
    import torch

    # Interrupted one step after a checkpoint: that step is done again.
    assert train(trained.data, str(trained.base), CONFIG, tmp_path, stop_after=5) is None
    assert not (tmp_path / "last").exists()
    assert train(trained.data, str(trained.base), CONFIG, tmp_path) is not None
    whole, resumed = weights(trained.out / "last"), weights(tmp_path / "last")
    assert whole.keys() == resumed.keys() and whole
    assert all(torch.equal(whole[name], resumed[name]) for name in whole)
    with pytest.raises(ConfigError, match="belongs to a training with other settings"):
        train(trained.data, str(trained.base), msgspec.structs.replace(CONFIG, rank=4), tmp_path)


def test_two_processes_make_the_same_steps(trained: Trained, tmp_path: Path) -> None:
    """Without dropout, whose draws belong to a process, only the order of additions differs."""
    import torch

    config = msgspec.structs.replace(CONFIG, dropout=0.0, max_steps=2)
    alone = train(trained.data, str(trained.base), config, tmp_path / "one")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "fasterpy", "train", "lora", "--data", str(trained.data), "--base",
               str(trained.base), "--out", str(tmp_path / "two"), "--learning-rate", "0.02", "--dropout", "0",
               "--max-steps", "2", "--epochs", "6", "--evaluations", "1", "--fp32", "--device", "cpu",
               "--max-length", "256"]  # fmt: skip
    shared = os.environ | {
        "WORLD_SIZE": "2",
        "MASTER_ADDR": "127.0.0.1",
        "MASTER_PORT": str(port),
        "OMP_NUM_THREADS": "1",
    }
    both = [subprocess.Popen(command, env=shared | {"RANK": str(rank), "LOCAL_RANK": str(rank)}) for rank in (0, 1)]
    assert [process.wait(120) for process in both] == [0, 0]
    assert alone is not None
    one, two = weights(tmp_path / "one" / "last"), weights(tmp_path / "two" / "last")
    assert all(torch.allclose(one[name], two[name], atol=1e-4) for name in one)


def test_swift_gets_the_same_data_and_hyperparameters(tmp_path: Path) -> None:
    command = swift.arguments(tmp_path, "Qwen/Qwen2.5-Coder-1.5B-Instruct", LoraConfig(), tmp_path, 4000)
    options = dict(zip(command[2::2], command[3::2], strict=True))
    assert command[:2] == ["swift", "sft"]
    assert options["--dataset"] == str(tmp_path / "train.jsonl")
    assert (options["--learning_rate"], options["--lora_rank"], options["--data_seed"]) == ("0.0001", "8", "42")
    assert (
        options["--tuner_type"] == "lora"
        and options["--truncation_strategy"] == "delete"
        and options["--eval_steps"] == "62"
    )
    script = swift.write_script(command, tmp_path)
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0
    with pytest.raises(ConfigError, match="GGUF"):
        swift.arguments(tmp_path, "x.gguf", LoraConfig(), tmp_path, 10)


def test_the_note_is_beside_the_adapter(trained: Trained) -> None:
    note = json.loads((trained.adapter / "fasterpy.json").read_text())
    assert note["prompt"]["name"] == "paper" and "<|im_start|>" in note["chat_template"]
    assert note["licences"] == {"CC0": 32} and set(note["dataset"]) == {"train.jsonl", "valid.jsonl"}
