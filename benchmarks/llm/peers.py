"""fasterpy and OpenEvolve on the same functions, model and time, on one machine, one after the other.

    python -m venv out/oe && out/oe/bin/pip install openevolve
    python -m benchmarks.llm.serve --model qwen2.5-coder-1.5b --port 8011 &
    python -m benchmarks.llm.peers --openevolve out/oe/bin/python --out out/peers [--count 10] [--seconds 90]

The first functions of the evaluation set in its mixed order, each in a file of its own with what it needs. OpenEvolve
is told how to score by the author's inputs, fasterpy finds its own: it is given the file alone. Both results go through
the independent check, and are timed on the author's inputs, drawn anew. Arms: ``openevolve``; ``model``: fasterpy
without its rules; ``both``: as it comes. One line per function and arm in OUT/results.jsonl; run again, it goes on.

OpenEvolve runs what the model writes as it is, and so do the check and the timing of results: without our sandbox.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.functions.check import load
from benchmarks.functions.run import CASES, ROOT, checked, jobs, read
from benchmarks.llm.openevolve_side import ENOUGH_S, timed, timing_size
from fasterpy.preprocess.cleaner import TreeSitterPreprocessor
from fasterpy.preprocess.reader import read_source

ARMS = ("both", "model", "openevolve")


def alone(case: str, name: str, folder: Path) -> Path:
    """The function and what it needs, in a file of its own."""
    source = read_source(CASES / f"{case}.py")
    path = folder / f"{case}_{name.replace('.', '_')}.py"
    path.write_text(TreeSitterPreprocessor().clean(source, [name]).text)
    return path


def lasting(job: tuple[str, str]) -> bool:
    """Whether a function is slow, and takes long enough on the author's inputs to be timed."""
    case, name = job
    if case == "already_fast":
        return False
    module = load((CASES / f"{case}.py").read_text(), "target")
    return timed(module, case, name, timing_size(module, case, name), repeats=1) >= ENOUGH_S


def fasterpy(path: Path, name: str, arm: str, model: str, seconds: float) -> str:
    """The code that ``optimize`` returns; empty where it keeps the original."""
    out = path.with_suffix(f".{arm}.json")
    command = [sys.executable, "-m", "fasterpy", "optimize", f"{path}::{name}", "--model", model, "--no-cache"]
    command += ["--seconds", str(seconds), "--json", str(out)]
    command += ["--generators", "llm" if arm == "model" else "rules,llm"]
    subprocess.run(command, check=False, capture_output=True)
    document = json.loads(out.read_text())
    return str(document["code"]) if document["outcome"] == "improved" else ""


def openevolve(python: str, path: Path, case: str, name: str, url: str, seconds: float) -> tuple[str, int]:
    """The best program that OpenEvolve scored within the time, and how many it scored."""
    folder = path.with_suffix(".openevolve")
    folder.mkdir(exist_ok=True)
    out = folder / "scored.jsonl"
    out.unlink(missing_ok=True)
    script = str(Path(__file__).with_name("openevolve_side.py"))
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(
            [python, script, str(path.resolve()), case, name, url, "local", str(out.resolve())],
            stdout=log, stderr=log, cwd=ROOT, start_new_session=True,
        )  # fmt: skip
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    scored = read(out)
    best = max(scored, key=lambda row: row["gain"], default={"gain": 0.0, "text": ""})
    return (best["text"] if best["gain"] > 1.0 else ""), len(scored)


def judged(case: str, name: str, code: str, path: Path) -> dict[str, Any]:
    """Whether a result is right, and how much faster on the author's inputs."""
    if not code:
        return {"gain": 1.0, "wrong": ""}
    wrong = checked(case, name, code)
    if wrong:
        return {"gain": 1.0, "wrong": wrong}
    first, other = load(path.read_text(), "target"), load(code, "target")
    size = timing_size(first, case, name)
    pairs = [[timed(module, case, name, size, seed, 3) for module in (first, other)] for seed in range(2, 9)]
    ratios = sorted(before / max(after, 1e-9) for before, after in pairs)
    return {"gain": round(ratios[len(ratios) // 2], 2), "wrong": ""}


def table(rows: list[dict[str, Any]]) -> str:
    """One line per function, and the sums."""
    by = {(row["case"], row["name"], row["arm"]): row for row in rows}
    names = list(dict.fromkeys((row["case"], row["name"]) for row in rows))
    lines = [f"{'function':32} " + " ".join(f"{arm:>12}" for arm in ARMS)]
    for case, name in names:
        cells = []
        for arm in ARMS:
            row = by.get((case, name, arm))
            cells.append("" if row is None else "wrong" if row["wrong"] else f"{row['gain']:.2f}")
        lines.append(f"{case + '.' + name:32} " + " ".join(f"{cell:>12}" for cell in cells))
    for arm in ARMS:
        mine = [row for row in rows if row["arm"] == arm]
        if mine:
            right = [row for row in mine if not row["wrong"]]
            gains = sum(row["gain"] >= 1.1 for row in right), sum(row["gain"] >= 2 for row in right)
            lines.append(f"{arm}: {gains[0]} of {len(mine)} by 1.1x, {gains[1]} by 2x, wrong {len(mine) - len(right)}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--openevolve", required=True, help="a Python that has it installed")
    parser.add_argument("--base-url", default="http://127.0.0.1:8011/v1")
    parser.add_argument("--model", default="local:qwen2.5-coder-1.5b")
    parser.add_argument("--out", type=Path, default=Path("out/peers"))
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=90.0)
    parser.add_argument("--arms", default=",".join(ARMS))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    log = args.out / "results.jsonl"
    done = {(row["case"], row["name"], row["arm"]) for row in read(log)}
    for case, name in islice(filter(lasting, jobs()), args.count):
        for arm in args.arms.split(","):
            if (case, name, arm) in done:
                continue
            path, scored = alone(case, name, args.out), 0
            began = time.monotonic()
            if arm == "openevolve":
                code, scored = openevolve(args.openevolve, path, case, name, args.base_url, args.seconds)
            else:
                code = fasterpy(path, name, arm, args.model, args.seconds)
            seconds = round(time.monotonic() - began, 1)
            row = {"case": case, "name": name, "arm": arm, "seconds": seconds, "scored": scored, "code": code}
            row |= judged(case, name, code, path)
            with log.open("a") as file:
                file.write(json.dumps(row) + "\n")
            print(f"{case}.{name} {arm}: {row['gain']} {row['wrong'][:80]} in {seconds} s, {scored} scored", flush=True)
    print(table(read(log)))


if __name__ == "__main__":
    main()
