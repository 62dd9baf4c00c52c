"""On the machine with a network: everything that the GPU machine needs, in folders below the limit of one transfer.

    python -m benchmarks.lora.prepare --base model.gguf --data data --programs dev.jsonl.gz --limit 60 --out .lora

Writes ``.lora/p00`` … with the base, ``.lora/job`` with dataset and questions, and prints what to send and to run.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import msgspec

from benchmarks.lora.pieces import MIB, split

QUESTIONS = "questions.jsonl"


def prepare(base: Path, data: Path, programs: Path | None, limit: int, out: Path, most: int, kb: str = "") -> list[str]:
    """The folders to send, one per transfer; none exceeds ``most`` bytes by more than the dataset."""
    manifest = split(base, out, most)
    job = out / "job"
    shutil.rmtree(job, ignore_errors=True)
    shutil.copytree(data, job / "data")
    if programs is not None:
        from fasterpy.bench.read import read_programs
        from fasterpy.cli.train_eval import sample
        from fasterpy.cli.train_eval_parts import questions
        from fasterpy.config import load_settings
        from fasterpy.train.files import read_note

        rows = sample(read_programs(programs), limit, 0)
        found = questions(rows, load_settings(None, options={"kb": kb or None}), read_note(data).prompt)
        (job / QUESTIONS).write_bytes(b"".join(msgspec.json.encode(question) + b"\n" for question in found))
    size = sum(path.stat().st_size for path in job.rglob("*") if path.is_file())
    if size > most:
        raise SystemExit(
            f"dataset and questions are {size / MIB:.0f} MiB, more than one transfer: lower --count or --limit"
        )
    return [str(out / Path(name).parent) for name in manifest.pieces] + [str(job)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--programs", type=Path)
    parser.add_argument("--limit", type=int, default=60)
    parser.add_argument("--kb", default="")
    parser.add_argument("--out", type=Path, default=Path(".lora"))
    parser.add_argument("--mib", type=int, default=44, help="of one piece; the source tree travels beside it")
    given = parser.parse_args()
    folders = prepare(given.base, given.data, given.programs, given.limit, given.out, given.mib * MIB, given.kb)
    print(f"send one after the other, keeping what is there: {' '.join(folders)}")
    print(f"wheels (see README.md) into {given.out}/wheels, sent with the last; then on the GPU machine:")
    print(f"  bash benchmarks/lora/job.sh {given.out} $OUT")


if __name__ == "__main__":
    main()
