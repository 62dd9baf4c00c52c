"""Whole files and folders through the command line."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli import interruptible

TEXT = """
def common(xs: list[int], ys: list[int]) -> list[int]:
    return [x for x in xs if x in ys]


def name(x: int) -> str:
    return str(x)


def repeated(words: list[str]) -> list[str]:
    found = []
    for word in words:
        if words.count(word) > 1:
            found.append(word)
    return found
"""


def project(tmp_path: Path) -> Path:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "sets.py").write_text(TEXT)
    (tmp_path / "shop" / "broken.py").write_text("def f(:\n")
    return tmp_path / "shop"


def options(*arguments: str) -> list[str]:
    return ["optimize", *arguments, "--generators", "rules", "--no-cache"]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "fasterpy", *options(*arguments)]


def test_a_folder_gives_a_report_per_worth_while_function(tmp_path: Path) -> None:
    folder, out = project(tmp_path), tmp_path / "out.json"
    done = subprocess.run(
        command(str(folder), "--seconds", "15", "--apply", "--json", str(out)),
        capture_output=True,
        text=True,
        timeout=250,
    )
    assert done.returncode == 0, done.stderr
    document = json.loads(out.read_text())
    assert {one["target"] for one in document["results"]} == {"common", "repeated"}
    assert document["left"] == 0
    improved = [one for one in document["results"] if one["outcome"] == "improved"]
    assert improved
    assert "left out" in done.stderr and "broken.py" in done.stderr
    file = folder / "sets.py"
    assert (folder / "sets.py.fasterpy.orig").read_text() == TEXT, "the backup is what was there before the run"
    assert file.read_text() != TEXT
    compile(file.read_text(), "sets.py", "exec")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupt_keeps_what_is_done(tmp_path: Path, number: signal.Signals, code: int) -> None:
    folder, out = project(tmp_path), tmp_path / "out.json"
    process = subprocess.Popen(
        interruptible(*options(str(folder), "--seconds", "15", "--json", str(out))),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("[2/2]"):
            time.sleep(0.3)
            os.kill(process.pid, number)
            break
    rest = process.stderr.read()
    assert process.wait(timeout=60) == code
    assert "Traceback" not in rest
    document = json.loads(out.read_text())
    assert len(document["results"]) == 1 and document["left"] == 1
    assert "1 not reached" in rest


def test_a_script_without_functions_is_taken_as_a_program(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("n = int(input())\nprint(n + 1)\n")
    (tmp_path / "b.py").write_text("print(int(input()) + 2)\n")
    done = subprocess.run(
        [sys.executable, "-m", "fasterpy", "verify", "a.py", "b.py", "--json", "-"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["verdict"] == "different"


def test_a_class_means_its_methods(tmp_path: Path) -> None:
    file = tmp_path / "events.py"
    file.write_text(
        "class Queue:\n    def __init__(self):\n        self.items = []\n\n"
        "    def put(self, item: int) -> None:\n        self.items.append(item)\n        self.items.sort()\n\n"
        "    def size(self) -> int:\n        return len(self.items)\n"
    )
    done = subprocess.run(
        command(f"{file}::Queue", "--seconds", "6"), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Queue.put" in done.stderr and "Queue.size" in done.stderr and "Queue.__init__" not in done.stderr
