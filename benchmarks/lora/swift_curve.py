"""The same training by ms-swift and by our own loop, on a tiny model made on the spot: both curves side by side.

    OMP_NUM_THREADS=1 python -m benchmarks.lora.swift_curve --swift SWIFT_VENV/bin [--out FOLDER]

ms-swift runs in an environment of its own (python -m venv swift; swift/bin/pip install ms-swift). Both get the same
files, base and hyperparameters; initial adapter and order are drawn by each alone, so curves agree within noise:
several seeds of each show how much that is.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec

from benchmarks.lora.rehearse import tiny_data
from fasterpy.records import Message
from fasterpy.testing.tiny_model import make
from fasterpy.train import files
from fasterpy.train.lora import run, swift
from fasterpy.train.lora.config import LoraConfig

Curve = dict[int, tuple[float | None, float | None]]
"""Step → (loss of the step, loss of the validation)."""
CONVERSATIONS, EVERY = 64, 4


def conversations(folder: Path) -> list[str]:
    """The data of the rehearsal, each with a system message: without one ms-swift's template adds its own."""
    tiny_data(folder, CONVERSATIONS)
    note, texts = files.read_note(folder), []
    for name in (files.TRAIN, files.VALID):
        rows = files.read(folder / name)
        system = Message(role="system", content="Make it faster.")
        rows = [msgspec.structs.replace(row, messages=(system, *row.messages)) for row in rows]
        note.files[name] = files.write(folder, name, rows)
        texts += [message.content for row in rows for message in row.messages]
    files.write_note(folder, note)
    return texts


def ours(data: Path, base: Path, config: LoraConfig, out: Path) -> Curve:
    """The curve of ``fasterpy train lora``."""
    run.train(data, str(base), config, out)
    lines = (out / run.CURVES_CSV).read_text().splitlines()[1:]
    cells = [line.split(",") for line in lines]
    return {
        int(row[0]): (float(row[2]) if row[2] else None, float(row[3]) if row[3] else None)
        for row in cells
    }  # fmt: skip


def theirs(data: Path, base: Path, config: LoraConfig, out: Path, bin_folder: Path) -> Curve:
    """The curve of ``--engine swift``'s script, from the log that ms-swift writes."""
    script = swift.write_script(swift.arguments(data, str(base), config, out, CONVERSATIONS), out)
    environment = os.environ | {"PATH": f"{bin_folder}:{os.environ['PATH']}", "CUDA_VISIBLE_DEVICES": ""}
    environment.pop("PYTHONPATH", None)
    with (out / "swift.log").open("w") as log:
        subprocess.run([str(script)], env=environment, stdout=log, stderr=log, check=True)
    (path,) = (out / "swift").glob("*/logging.jsonl")
    curve: Curve = {}
    for line in path.read_text().splitlines():
        row = json.loads(line)
        step = int(str(row.get("global_step/max_steps", "0/0")).split("/")[0])
        loss, valid = curve.get(step, (None, None))
        curve[step] = (row.get("loss", loss), row.get("eval_loss", valid))
    return curve


def table(first: Sequence[Curve], second: Sequence[Curve]) -> str:
    """Validation losses by step: the curves of ms-swift, then ours."""
    every = [*first, *second]
    steps = sorted(set.intersection(*({step for step, row in curve.items() if row[1] is not None} for curve in every)))
    lines = [f"step  {'ms-swift':<{10 * len(first)}}  ours"]
    for step in steps:
        parts = ("  ".join(f"{curve[step][1]:8.4f}" for curve in part) for part in (first, second))
        lines.append(f"{step:4}  " + "  |  ".join(parts))
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train with each and print the curves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--swift", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=None)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        root = (options.out or Path(folder)).resolve()
        base = make(root / "hub", conversations(root / "data"))
        config = LoraConfig(bf16=False, learning_rate=0.01, epochs=6, dropout=0.0, evaluations=1)
        configs = [msgspec.structs.replace(config, seed=42 + n, data_seed=42 + n) for n in range(options.seeds)]
        first = [theirs(root / "data", base, one, root / f"theirs{one.seed}", options.swift) for one in configs]
        second = [ours(root / "data", base, one, root / f"ours{one.seed}") for one in configs]
        print(table(first, second))


if __name__ == "__main__":
    main()
