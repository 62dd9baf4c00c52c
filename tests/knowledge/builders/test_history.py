"""Pairs from a git history made here."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from fasterpy.errors import InputsError
from fasterpy.knowledge.builders import Left, Pair
from fasterpy.knowledge.builders.history import read_history
from fasterpy.preprocess.cleaner import TreeSitterPreprocessor

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

FIRST = """import re
LIMIT = 3

def unused():
    return 1

class Report:
    def keep(self, items, wanted):
        return [item for item in items if item in wanted][:LIMIT]

def other(x):
    return x + 1
"""


def commit(repo: Path, text: str, message: str, name: str = "pkg/report.py") -> None:
    path = repo / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    who = [
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b.c",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "core.hooksPath=/dev/null",
    ]
    subprocess.run(["git", "-C", str(repo), "add", "-A"], check=True)
    subprocess.run(["git", "-C", str(repo), *who, "commit", "-q", "-m", message], check=True)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    path = tmp_path / "project"
    path.mkdir()
    subprocess.run(["git", "init", "-q", str(path)], check=True)
    commit(path, FIRST, "Performance: first version is fast")
    return path


def items(repo: Path) -> list[Pair | Left]:
    return list(read_history(repo, TreeSitterPreprocessor(), "MIT"))


def test_a_commit_that_says_performance_gives_its_functions_with_context(repo: Path) -> None:
    second = FIRST.replace("if item in wanted]", "if item in set(wanted)]").replace("return 1", "return  1  # layout")
    commit(repo, second, "perf(report): use a set for membership tests in keep (#12)\n\nMuch faster.")
    commit(repo, second.replace("x + 1", "1 + x"), "Fix a typo")
    found = items(repo)
    assert len(found) == 1
    pair = found[0]
    assert isinstance(pair, Pair)
    assert pair.qualname == "Report.keep"
    assert pair.summary == "Use a set for membership tests in keep."
    assert (pair.source, pair.licence, pair.rate) == ("git", "MIT", 0.0)
    assert pair.provenance.endswith("pkg/report.py::Report.keep")
    assert "LIMIT = 3" in pair.slow, "the context that it needs comes along"
    assert "def unused" not in pair.slow
    assert "set(wanted)" in pair.fast


def test_a_comment_in_the_diff_counts_and_empty_words_are_no_advice(repo: Path) -> None:
    second = FIRST.replace("return x + 1", "return 1 + x  # faster than x + 1")
    commit(repo, second, "Change other")
    third = second.replace("x  # faster", "x + 0  # x")
    commit(repo, third, "perf: tweak")
    assert [(i.qualname, i.summary) for i in items(repo) if isinstance(i, Pair)] == [("other", ""), ("other", "")]


def test_a_commit_that_changes_everything_says_nothing_about_one_function(repo: Path) -> None:
    many = "".join(f"def f{i}(x):\n    return x + {i}\n" for i in range(9))
    commit(repo, many, "Add functions", "many.py")
    commit(repo, many.replace("x +", "2 * x +"), "Optimize all of them for speed", "many.py")
    found = items(repo)
    assert [i.reason for i in found if isinstance(i, Left)] == ["a commit that changes more than 6 functions"]


def test_no_repository_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(InputsError, match="git repository"):
        list(read_history(tmp_path, TreeSitterPreprocessor()))
