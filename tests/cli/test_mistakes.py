"""A user's mistake is one line on stderr, exit code 1, and the file untouched."""

import subprocess
import sys
from pathlib import Path

import pytest

GOOD = "def double(n: int) -> int:\n    return n + n\n\n\ndef triple(n: int) -> int:\n    return 3 * n\n"


def fasterpy(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "fasterpy", *args]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize(
    ("content", "argument", "words"),
    [
        (b"def broken(:\n    pass\n", "f.py::broken", "line 1"),
        (b"", "f.py::double", "empty"),
        (b"# -*- coding: utf-8 -*-\nx = '\xff\xfe'\n", "f.py::double", "utf-8"),
        (GOOD.encode(), "f.py::dubble", "double"),
        (GOOD.encode(), "f.py", "double, triple"),
        (GOOD.encode(), "g.py::double", "g.py"),
        (GOOD.encode(), ".::double", "director"),
        (b"x = 1\n", "f.py", "--program"),
    ],
    ids=["syntax", "empty", "encoding", "misspelt", "no target", "no file", "directory", "no function"],
)
def test_wrong_file_or_target(tmp_path: Path, content: bytes, argument: str, words: str) -> None:
    file = tmp_path / "f.py"
    file.write_bytes(content)
    done = fasterpy("optimize", argument, cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert words.lower() in done.stderr.lower()
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""
    assert file.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["f.py"]


def test_unknown_key_in_pyproject(tmp_path: Path) -> None:
    (tmp_path / "f.py").write_text(GOOD)
    (tmp_path / "pyproject.toml").write_text("[tool.fasterpy]\nmin-speed = 2\n")
    done = fasterpy("optimize", "f.py::double", cwd=tmp_path)
    assert done.returncode == 1
    assert "did you mean 'min-speedup'?" in done.stderr


def test_unknown_generator_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "f.py").write_text(GOOD)
    done = fasterpy("optimize", "f.py::double", "--generators", "ruless", cwd=tmp_path)
    assert done.returncode == 1
    assert "did you mean 'rules'?" in done.stderr


def test_unusable_inputs(tmp_path: Path) -> None:
    (tmp_path / "f.py").write_text(GOOD)
    done = fasterpy("optimize", "f.py::double", "--inputs", "nothing.py", cwd=tmp_path)
    assert done.returncode == 1
    assert "nothing.py" in done.stderr


def test_usage_is_exit_code_two(tmp_path: Path) -> None:
    assert fasterpy("optimize", cwd=tmp_path).returncode == 2
    assert fasterpy("optimize", "f.py::double", "--seconds", "soon", cwd=tmp_path).returncode == 2
    assert fasterpy("optimise", cwd=tmp_path).returncode == 2
