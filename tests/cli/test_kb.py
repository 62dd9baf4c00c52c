"""``fasterpy kb`` as a person or script runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

CODE = """
def kept(rows, ids):
    out = []
    for row in rows:
        if row in ids:
            out.append(row)
    return out


def other(tasks):
    while tasks:
        tasks.pop(0)
"""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "fasterpy", "kb", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)


def test_build_search_info_export_import(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text(CODE)
    built = run(tmp_path, "build", "--to", "kb.db", "--json", "-")
    assert built.returncode == 0, built.stderr
    count = json.loads(built.stdout)["added"]
    assert count >= 120

    found = run(tmp_path, "search", "code.py::kept", "--kb", "kb.db", "--top", "2", "--json", "-")
    assert found.returncode == 0, found.stderr
    document = json.loads(found.stdout)
    assert document["format"] == 1
    first = document["suggestions"][0]
    assert set(first) == {"text", "tags", "rate", "distance", "source"}
    assert first["source"] == "patterns:containers/membership_list_to_set"

    info = json.loads(run(tmp_path, "info", "--kb", "kb.db", "--json", "-").stdout)
    assert (info["entries"], info["backend"]) == (count, "milvus-lite")

    assert run(tmp_path, "export", "od.jsonl", "--kb", "kb.db").returncode == 0
    assert len((tmp_path / "od.jsonl").read_text().splitlines()) == count
    again = run(tmp_path, "import", "od.jsonl", "--to", "second.db", "--json", "-")
    assert json.loads(again.stdout)["added"] == count, again.stderr
    twice = run(tmp_path, "import", "od.jsonl", "--to", "second.db", "--json", "-")
    assert json.loads(twice.stdout) | {"added": 0, "dropped": {"already there": count}} == json.loads(twice.stdout)


def test_the_bundled_patterns_are_searched_without_milvus(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text(CODE)
    found = run(tmp_path, "search", "code.py::other", "--json", "out.json")
    assert found.returncode == 0, found.stderr
    assert "popleft" in found.stdout
    found_in = [suggestion["source"] for suggestion in json.loads((tmp_path / "out.json").read_text())["suggestions"]]
    assert "patterns:containers/queue_pop_front" in found_in
    assert not (tmp_path / ".fasterpy").exists()


def test_mistakes_are_one_line_and_exit_1(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text(CODE)
    (tmp_path / "broken.py").write_text("def f(:\n")
    (tmp_path / "old.db").write_text("an older file")
    for arguments, why in [
        (("search", "missing.py"), "missing.py"),
        (("search", "broken.py"), "broken.py"),
        (("search", "code.py::nobody"), "nobody"),
        (("search", "code.py", "--kb", "none.db"), "kb build"),
        (("info", "--kb", "old.db"), "kb build"),
        (("build", "--to", "plain"), ".db"),
        (("search", "code.py", "--embedder", "structurl"), "structural"),
    ]:
        done = run(tmp_path, *arguments)
        assert done.returncode == 1, (arguments, done)
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        assert why in done.stderr
        assert "Traceback" not in done.stderr
