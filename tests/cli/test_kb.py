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


def test_compact_brings_a_base_of_the_first_format_up_to_date(tmp_path: Path) -> None:
    from fasterpy.embed import StructuralEmbedder
    from tests.knowledge.first_format import make_first_format

    (tmp_path / "code.py").write_text(CODE)
    same = CODE.replace("rows", "lines")
    make_first_format(tmp_path / "kb.db", StructuralEmbedder(), [CODE, same, "def g(x):\n    return sorted(x)[0]\n"])
    refused = run(tmp_path, "search", "code.py::kept", "--kb", "kb.db")
    assert refused.returncode == 1
    assert "kb compact" in refused.stderr
    done = run(tmp_path, "compact", "--kb", "kb.db", "--json", "-")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert (document["before"], document["after"]) == (3, 2)
    info = json.loads(run(tmp_path, "info", "--kb", "kb.db", "--json", "-").stdout)
    assert (info["format"], info["entries"], info["encoder"]) == (2, 2, "fingerprint-1")
    assert run(tmp_path, "search", "code.py::kept", "--kb", "kb.db").returncode == 0
    assert {path.name for path in tmp_path.iterdir() if path.suffix == ".db"} == {"kb.db"}


def test_verify_checks_what_is_only_reported_and_forget_deletes_it(tmp_path: Path) -> None:
    slow = "def f(xs: list[int]) -> int:\n    total = 0\n    for x in xs:\n        total += x\n    return total\n"
    wrong = "def f(xs: list[int]) -> int:\n    return sum(xs) + len(xs)\n"
    rows = [{"input": slow, "target": wrong, "rate": 2.0, "summary": "Add one per item.", "source": "mine"}]
    rows.append({"input": "x = [1]", "rate": 3.0, "summary": "Without a fast version it stays.", "source": "mine"})
    (tmp_path / "od.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert run(tmp_path, "import", "od.jsonl", "--to", "kb.db").returncode == 0
    done = run(tmp_path, "verify", "--kb", "kb.db", "--verify-seconds", "2", "--json", "-")
    assert done.returncode == 0, done.stderr
    assert "not equivalent" in done.stderr + done.stdout
    info = json.loads(run(tmp_path, "info", "--kb", "kb.db", "--json", "-").stdout)
    assert info["entries"] == 1
    gone = run(tmp_path, "forget", "--kb", "kb.db", "--source", "mine", "--json", "-")
    assert json.loads(gone.stdout)["forgotten"] == 1
    assert run(tmp_path, "forget", "--kb", "kb.db").returncode == 1
