"""Real pairs through the real sandbox, verifier and measurer."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from fasterpy.cli.checking import CheckOptions, open_checker
from fasterpy.config import Settings
from fasterpy.knowledge.builders import Checked, Pair
from fasterpy.records import Interval
from tests.sandbox.processes import descendants, parents

SLOW = "n = int(input())\ns = 0\nfor i in range(n * 3000):\n    s += i % 7\nprint(s)\n"
SAME = "n = int(input())\nm = n * 3000\nq, r = divmod(m, 7)\nprint(q * 21 + r * (r - 1) // 2 if m > 0 else 0)\n"
OTHER = SAME.replace("* 21", "* 20")


def pair(fast: str) -> Pair:
    return Pair(slow=SLOW, fast=fast, source="s", rate=2.0, kind="program")


@pytest.mark.slow
def test_equivalent_different_and_broken_pairs() -> None:
    with ExitStack() as stack:
        checker = open_checker(stack, Settings(), CheckOptions(seconds=3.0))
        same, other, broken = (checker.check(pair(fast)) for fast in (SAME, OTHER, "raise SystemExit(3)\n"))
    assert (same.verdict, other.verdict, broken.verdict) == ("equivalent", "different", "different")
    assert same.speedup is not None
    assert same.speedup.low > 1.5
    assert same.outcome(1.1) == "verified"


@pytest.mark.parametrize(
    ("speedup", "trusted", "outcome"),
    [
        (Interval(point=1.5, low=1.3, high=1.7), True, "verified"),
        (Interval(point=1.5, low=1.3, high=1.7), False, "reported"),
        (Interval(point=1.5, low=0.9, high=1.9), True, "reported"),
        (Interval(point=1.0, low=0.9, high=1.05), True, "not faster"),
        (None, True, "reported"),
    ],
)
def test_outcomes(speedup: Interval | None, trusted: bool, outcome: str) -> None:
    found = Checked(key="k", verdict="equivalent", reason="", speedup=speedup, trustworthy=trusted)
    assert found.outcome(1.1) == outcome


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_killed_build_leaves_no_process_behind(tmp_path: Path) -> None:
    slow = [{"input": f"# {i}\n{SLOW}", "target": SAME.replace("7", str(7 + i)), "rate": 2.0} for i in range(40)]
    file = tmp_path / "pairs.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in slow))
    command = ("kb", "build", str(file), "--work", str(tmp_path / "work"), "--to", str(tmp_path / "kb.db"))
    process = subprocess.Popen([sys.executable, "-m", "fasterpy", *command, "--workers", "2", "--no-patterns"])
    journal, deadline = tmp_path / "work" / "checked.jsonl", time.monotonic() + 120
    while not (journal.exists() and journal.stat().st_size) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert journal.stat().st_size
    below = descendants(process.pid)
    assert len(below) >= 4, "two workers, each with a sandbox"
    process.kill()
    process.wait()
    deadline = time.monotonic() + 60
    while (left := below & set(parents())) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not left
