"""The main job through the command line, on real files in a real sandbox."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
TARGETS = {
    "orders/orders.py::open_orders": (),
    "logs/logs.py::error_report": ("--inputs", "inputs_logs.py"),
    "logs/logs.py::count_by_status": ("--inputs", "inputs_logs.py"),
    "text/text.py::unique_words": (),
    "graph/graph.py::distances": ("--inputs", "inputs_graph.py"),
    "numeric/numeric.py::count_pairs": (),
    "program/ranking.py": ("--program",),
}


def optimize(folder: Path, *arguments: str) -> tuple[subprocess.CompletedProcess[str], dict[str, object]]:
    out = folder / "out.json"
    command = [sys.executable, "-m", "fasterpy", "optimize", *arguments, "--json", str(out), "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr
    return done, json.loads(out.read_text())


def check_example(target: str, tmp_path: Path) -> None:
    folder = tmp_path / "example"
    shutil.copytree(EXAMPLES / target.split("/")[0], folder)
    file = folder / target.split("/")[1].partition("::")[0]
    before = file.read_bytes()
    done, result = optimize(folder, target.split("/")[1], *TARGETS[target], "--apply")
    assert result["outcome"] == "improved", result["reason"]
    speedup = result["speedup"]
    assert isinstance(speedup, dict) and speedup["low"] >= 1.1
    verification = result["verification"]
    assert isinstance(verification, dict) and verification["verdict"] == "equivalent"
    assert file.read_text() == result["code"]
    assert file.with_name(file.name + ".fasterpy.orig").read_bytes() == before
    assert "improved" in done.stderr
    suite = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"], cwd=folder, check=False)
    assert suite.returncode == 0


@pytest.mark.parametrize("target", ["orders/orders.py::open_orders", "program/ranking.py"])
def test_an_example_is_improved_and_its_tests_still_pass(target: str, tmp_path: Path) -> None:
    check_example(target, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("target", sorted(set(TARGETS) - {"orders/orders.py::open_orders", "program/ranking.py"}))
def test_every_example_is_improved(target: str, tmp_path: Path) -> None:
    check_example(target, tmp_path)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that takes nothing")
def test_the_json_is_there_although_nothing_could_be_printed(tmp_path: Path) -> None:
    (tmp_path / "fast.py").write_text("def total(values: list[int]) -> int:\n    return sum(values)\n")
    command = [sys.executable, "-m", "fasterpy", "optimize", "fast.py", "--generators", "rules", "--no-cache"]
    with Path("/dev/full").open("w") as full:
        subprocess.run([*command, "--json", "out.json"], cwd=tmp_path, stderr=full, timeout=120, check=False)
    assert json.loads((tmp_path / "out.json").read_text())["outcome"] == "kept"


def test_a_fast_function_is_kept_with_the_reason(tmp_path: Path) -> None:
    file = tmp_path / "fast.py"
    file.write_text("def total(values: list[int]) -> int:\n    return sum(values)\n")
    done, result = optimize(tmp_path, "fast.py::total", "--seconds", "20")
    assert result["outcome"] == "kept"
    assert result["reason"]
    assert result["patch"] == ""
    assert result["code"] == file.read_text()
    assert "kept" in done.stderr
