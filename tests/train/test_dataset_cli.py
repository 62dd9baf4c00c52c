"""``fasterpy train dataset`` and ``check`` as a person runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from fasterpy.cli.train_sources import read_repairs, read_wins
from fasterpy.generate.llm.prompt import digest, render
from fasterpy.records import CleanedCode, Code, GenerationRequest, Source, Suggestion
from tests.train.pairs import pairs, slow, write_lines


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "fasterpy", "train", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)


def source(folder: Path, count: int = 12) -> str:
    rows = [{"input": p.slow, "target": p.fast, "rate": p.rate, "source": "made"} for p in pairs(count)]
    return str(write_lines(folder / "pairs.jsonl", rows))


def test_dataset_and_its_check(tmp_path: Path) -> None:
    file = source(tmp_path)
    secret = write_lines(tmp_path / "dev.jsonl", [{"problem_id": "p1", "input": slow(3).replace("total", "t")}])
    leaking = run(tmp_path, "dataset", file, "--out", "bad", "--forbid", str(secret))
    assert leaking.returncode == 1
    assert "1 × nearly the same as a forbidden program" in leaking.stderr
    assert not (tmp_path / "bad").exists()

    made = run(tmp_path, "dataset", file, "--out", "data", "--validation", "0.2", "--forbid", str(secret),
               "--drop-forbidden")  # fmt: skip
    assert made.returncode == 0, made.stderr
    note = json.loads((tmp_path / "data" / "dataset.json").read_text())
    assert (note["train"] + note["validation"], note["dropped"]) == (11, {"nearly the same as a forbidden program": 1})
    assert note["prompt"]["sha256"] == digest("paper")
    assert run(tmp_path, "check", "data", "--forbid", str(secret)).returncode == 0

    train = tmp_path / "data" / "train.jsonl"
    train.write_text(train.read_text() + (tmp_path / "data" / "valid.jsonl").read_text())
    planted = run(tmp_path, "check", "data")
    assert planted.returncode == 1
    assert "nearly the same code is in the training part" in planted.stderr


def test_the_prompt_is_the_one_of_inference(tmp_path: Path) -> None:
    assert run(tmp_path, "dataset", source(tmp_path, 4), "--out", "data", "--suggestions", "2").returncode == 0
    row = json.loads((tmp_path / "data" / "train.jsonl").read_text().splitlines()[0])
    code = row["about"]["slow"]
    lines = [line for line in row["messages"][1]["content"].splitlines() if line.startswith("Applicability")]
    suggestions = []
    for line in lines:
        applicability, rate, text = line.split("; ", 2)
        numbers = [float(part.split(": ")[1]) for part in (applicability, rate)]
        suggestions.append(Suggestion(text=text, distance=numbers[0], rate=numbers[1]))
    raw = Source(path="main.py", raw=code.encode(), text=code)
    request = GenerationRequest(
        code=Code(text=code, kind="program"),
        cleaned=CleanedCode(text=code, targets=(), source=raw),
        suggestions=tuple(suggestions),
    )
    assert len(suggestions) <= 2
    assert [(m["role"], m["content"]) for m in row["messages"][:2]] == [
        (message.role, message.content) for message in render("paper", request)
    ]


def test_wins_and_repairs(tmp_path: Path) -> None:
    pair = pairs(1)[0]
    answer = "model_generated_potentially_faster_code_col"
    base = {"problem_id": "p9", "slow_code_col": pair.slow, answer: pair.fast}
    wins = write_lines(tmp_path / "w.jsonl", [base | {"info": {"outcome": o}} for o in ("improved", "kept")])
    assert [(w.fast, w.verified, w.problem) for w in read_wins(wins)] == [(pair.fast, True, "p9")]

    row = {"input": pair.slow, "wrong": "print(1)\n", "feedback": "prints 1", "target": pair.fast}
    repairs = write_lines(tmp_path / "r.jsonl", [row])
    assert [(r.wrong, r.feedback) for r in read_repairs(repairs)] == [("print(1)\n", "prints 1")]
    made = run(tmp_path, "dataset", "--repairs", str(repairs), "--wins", str(wins), "--out", "d", "--validation", "0")
    assert made.returncode == 0, made.stderr
    texts = (tmp_path / "d" / "train.jsonl").read_text()
    assert "A first attempt is wrong" in texts and "prints 1" in texts
