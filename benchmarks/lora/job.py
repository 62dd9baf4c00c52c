"""On the GPU machine: base from its pieces, training, answers of base and tuned model, all packed to go back.

Every step leaves what it made in ``PARTS/work`` and is skipped when it is there; what goes back is packed after every
step, so that a job that runs out of time still brings home what is done.
"""

from __future__ import annotations

import argparse
import shutil
import tarfile
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from benchmarks.lora.pieces import MANIFEST, MIB, join, split
from benchmarks.lora.prepare import QUESTIONS
from fasterpy.train.answers import AskConfig, Question, ask
from fasterpy.train.lora.config import LoraConfig
from fasterpy.train.lora.run import CURVES_CSV, CURVES_PNG, train

PIECE = 15 * MIB
"""Of what goes back."""
ADAPTER, ANSWERS = "adapter.tar", "answers.tar.gz"


class Log:
    """Says every step with its time; implements ``Progress`` with a line every few seconds."""

    def __init__(self) -> None:
        self._began = self._last = time.monotonic()

    def say(self, text: str) -> None:
        self._last = time.monotonic()
        print(f"[{self._last - self._began:6.1f} s] {text}", flush=True)

    def left(self, seconds: float) -> float:
        return seconds - (time.monotonic() - self._began)

    def update(self, stage: str, done: int = 0, total: int = 0, message: str = "") -> None:
        if time.monotonic() - self._last > 5 or done == total:
            self.say(f"{stage} {done}/{total} {message}")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=560.0, help="after which no new question is asked")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--max-steps", type=int, default=0)
    parser.add_argument("--learning-rate", type=float, default=1e-4)
    parser.add_argument("--batch-size", type=int, default=4)
    parser.add_argument("--checkpointing", type=int, default=0, help="a large GPU needs none for a small model")
    parser.add_argument("--fp32", action="store_true")
    parser.add_argument("--samples", type=int, default=8)
    parser.add_argument("--max-tokens", type=int, default=768)
    parser.add_argument("--together", type=int, default=16)
    given = parser.parse_args(arguments)
    log, work = Log(), given.parts / "work"
    given.out.mkdir(parents=True, exist_ok=True)
    base = base_folder(given.parts, work, log)
    config = LoraConfig(
        epochs=given.epochs, max_steps=given.max_steps, learning_rate=given.learning_rate, bf16=not given.fp32,
        batch_size=given.batch_size, accumulation=max(1, 16 // given.batch_size),
        gradient_checkpointing=bool(given.checkpointing),
    )  # fmt: skip
    tuned = work / "tuned"
    if not (tuned / "adapter" / "fasterpy.json").exists():
        note = train(given.parts / "job" / "data", str(base), config, tuned, log)
        log.say(f"trained: {note.losses if note else ''}")
    pack_adapter(tuned, given.out)
    log.say(f"packed: {', '.join(sorted(path.name for path in given.out.iterdir()))}")
    questions = given.parts / "job" / QUESTIONS
    if questions.exists():
        answer(questions, base, tuned / "adapter", work, given, log)
        with tarfile.open(given.out / ANSWERS, "w:gz") as tar:
            for path in sorted(work.glob("answers-*.jsonl")):
                tar.add(path, path.name)
    for path in given.out.iterdir():
        if path.stat().st_size > 16 * MIB:
            raise SystemExit(f"{path.name} is larger than 16 MiB")
    log.say("done")


def base_folder(parts: Path, work: Path, log: Log) -> Path:
    """The base as a folder: a GGUF is dequantised once, since three loads of it would cost minutes."""
    folder = work / "base"
    if (folder / "ready").exists():
        return folder
    from fasterpy.train.lora.base_model import load_model, load_tokenizer, need
    from fasterpy.train.lora.loop import has_bf16

    manifest = parts / "p00" / MANIFEST
    name = msgspec.json.decode(manifest.read_bytes())["name"]
    weights = join(parts, manifest, work / name)
    log.say(f"base joined: {weights.stat().st_size / MIB:,.0f} MiB")
    torch = need("torch")
    kind = torch.bfloat16 if has_bf16("cuda" if torch.cuda.is_available() else "cpu") else torch.float32
    load_model(str(weights), kind).save_pretrained(str(folder))
    load_tokenizer(str(weights)).save_pretrained(str(folder))
    (folder / "ready").touch()
    log.say("base dequantised")
    return folder


def pack_adapter(tuned: Path, out: Path) -> None:
    """The adapter with 16 bits per weight, in pieces, and the curves."""
    from safetensors.torch import load_file, save_file

    aside = tuned / "packed"
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(tuned / "adapter", aside)
    weights = aside / "adapter_model.safetensors"
    save_file({name: tensor.half() for name, tensor in load_file(str(weights)).items()}, str(weights))
    with tarfile.open(tuned / ADAPTER, "w") as tar:
        for name in ("adapter_model.safetensors", "adapter_config.json", "fasterpy.json"):
            tar.add(aside / name, name)
    for old in out.glob(f"{ADAPTER}*"):
        old.unlink()
    split(tuned / ADAPTER, out, PIECE, flat=True)
    for name in (CURVES_CSV, CURVES_PNG):
        if (tuned / name).exists():
            shutil.copy(tuned / name, out / name)


def answer(path: Path, base: Path, adapter: Path, work: Path, given: argparse.Namespace, log: Log) -> None:
    """Base and tuned take turns, so that both have answered the same programs whenever the time is up."""
    from fasterpy.generate.local import EngineConfig, LocalChatModel
    from fasterpy.generate.local.pick import load

    lines = path.read_bytes().splitlines()
    questions = [msgspec.json.decode(line, type=Question) for line in lines]
    config = AskConfig(samples=given.samples, max_tokens=given.max_tokens, together=given.together)
    models = {}
    for name, lora in (("base", ""), ("tuned", str(adapter))):
        engine = load("transformers", EngineConfig(weights=str(base), adapter=lora))
        models[name] = LocalChatModel(name, lambda engine=engine: engine)
    for start in range(0, len(questions), given.together):
        began = log.left(given.seconds)
        for name, model in models.items():
            ask(model, questions[start : start + given.together], config, name, work / f"answers-{name}.jsonl")
        log.say(f"answered {min(start + given.together, len(questions))}/{len(questions)}")
        if log.left(given.seconds) < began - log.left(given.seconds):
            log.say("no time for more questions: call again to go on")
            return


if __name__ == "__main__":
    main()
