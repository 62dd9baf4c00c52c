"""The whole build with a scripted checker: outcomes, counts, order, and going on after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from fasterpy.errors import UserError
from fasterpy.knowledge.builders import BuildConfig, Checked, DatasetBuilder, Left, Pair
from fasterpy.knowledge.builders.journal import Journal
from fasterpy.knowledge.dataset import dataset_lines
from fasterpy.records import Interval, KnowledgeEntry


def program(number: int, extra: str = "") -> str:
    return (
        f"n = int(input())\nfor i in range(n):\n    print(i * {number} + {number * number}, n - i, {number})\n{extra}"
    )


def pairs(count: int = 12, source: str = "s") -> list[Pair]:
    return [
        Pair(slow=program(n), fast=program(n, f"print({n})\n"), source=source, rate=2.0 + n, provenance=f"row {n}")
        for n in range(count)
    ]


def answer(pair: Pair) -> Checked:
    number = int(pair.rate - 2)
    verdict = ("equivalent", "equivalent", "different", "inconclusive")[number % 4]
    gain = 1.5 if number % 8 < 4 else 1.0
    speedup = Interval(point=gain, low=gain - 0.05, high=gain + 0.05) if verdict == "equivalent" else None
    return Checked(key=pair.key, verdict=verdict, reason="scripted", speedup=speedup, trustworthy=True)  # type: ignore[arg-type]


def run(todo: Iterable[Pair]) -> Iterator[Checked]:
    for pair in todo:
        yield answer(pair)


def describe(batch: list[Pair]) -> list[tuple[str, tuple[str, ...]]]:
    return [("" if pair.rate == 5.0 else f"Advice for {pair.provenance}.", ("tag",)) for pair in batch]


def build(
    work: Path, sources: list[list[Pair]], config: BuildConfig | None = None
) -> tuple[DatasetBuilder, list[KnowledgeEntry]]:
    builder = DatasetBuilder(work, config or BuildConfig(likeness=0.99))
    builder.collect([iter(source) for source in sources])
    builder.check(run, "context")
    return builder, list(builder.entries(describe))


def test_outcomes_and_counts(tmp_path: Path) -> None:
    builder, entries = build(tmp_path, [pairs()])
    by_row = {entry.provenance: entry for entry in entries}
    assert by_row["row 0"].verified
    assert (by_row["row 0"].rate, by_row["row 0"].reported_rate) == (1.5, 2.0)
    assert "row 2" not in by_row, "different"
    assert "row 3" not in by_row, "nothing to say"
    assert "row 4" not in by_row, "not faster"
    assert not by_row["row 7"].verified
    assert (by_row["row 7"].rate, by_row["row 7"].reported_rate) == (9.0, 0.0)
    report = builder.report()
    passed = {"read": 12, "usable": 12, "distinct": 12, "checked": 12, "equivalent": 6, "faster": 4}
    assert report.steps["s"] == {**passed, "described": 6, "kept": 6}
    assert report.dropped["s"] == {
        "the fast version is not equivalent": 3,
        "the fast version is not faster when measured": 2,
        "nothing useful can be said about it": 1,
    }
    assert (report.entries, report.verified, report.unchecked) == (6, 4, 0)


def test_equal_and_nearly_equal_pairs_are_merged_with_a_count(tmp_path: Path) -> None:
    copies = pairs(1) * 3
    renamed = Pair(slow=program(0).replace("i", "k", 0), fast=program(0, "print(0)\n"), source="other", rate=9.0)
    builder, entries = build(tmp_path, [copies, [renamed]])
    assert [(entry.count, entry.source) for entry in entries] == [(4, "s")]
    assert builder.report().merged == 3
    longer = "".join(f"print({i} + n)\n" for i in range(60))
    near = [
        Pair(slow=program(1, longer), fast=program(1, longer + f"print(n, {i})\n"), source="s", rate=3.0 - i / 10)
        for i in range(2)
    ]
    _, entries = build(tmp_path, [near], BuildConfig(likeness=0.8))
    assert [(entry.count, entry.verified) for entry in entries] == [(2, True)]


def test_each_source_has_its_turn_and_a_stopped_check_goes_on(tmp_path: Path) -> None:
    seen: list[str] = []

    def few(todo: Iterable[Pair]) -> Iterator[Checked]:
        for number, pair in enumerate(todo):
            if number == 4:
                return
            seen.append(pair.source)
            yield answer(pair)

    builder = DatasetBuilder(tmp_path, BuildConfig(likeness=0.99))
    other = [
        Pair(slow=p.slow.replace("print", "print(5);print"), fast=p.fast, source="t", rate=p.rate) for p in pairs(3)
    ]
    builder.collect([iter(pairs()), iter(other)])
    for left in (11, 7, 3, 0):
        builder.check(few, "context")
        list(builder.entries(describe))
        assert builder.report().unchecked == left
    assert len(seen) == 15
    assert set(seen[:2]) == {"s", "t"}
    builder.check(run, "another context")
    assert len(builder.checked_file.read_bytes().splitlines()) == 30, "other limits are other results"


def test_pairs_of_which_nothing_can_be_said_are_not_checked(tmp_path: Path) -> None:
    described: list[str] = []

    def noted(batch: list[Pair]) -> list[tuple[str, tuple[str, ...]]]:
        described.extend(pair.key for pair in batch)
        return describe(batch)

    everything, wanted = build(tmp_path / "all", [pairs()])
    builder = DatasetBuilder(tmp_path / "some", BuildConfig(likeness=0.99))
    builder.collect([iter(pairs())])
    builder.check(run, "context", noted)
    assert list(builder.entries(noted)) == wanted
    assert len(described) == len(set(described)) == 12, "each is described once"
    assert everything.report().steps["s"]["checked"] == 12
    assert builder.report().steps["s"]["checked"] == 11
    assert builder.report().unchecked == 0
    assert builder.report().dropped["s"]["nothing useful can be said about it"] == 1


def test_what_readers_leave_is_counted(tmp_path: Path) -> None:
    builder = DatasetBuilder(tmp_path)
    builder.collect([iter([Left(source="s", reason="no rate"), *pairs(1)])])
    assert builder.report().dropped == {"s": {"no rate": 1}}


CHILD = """
import sys, time
from pathlib import Path
from tests.knowledge.builders.test_builder import answer, describe, pairs
from fasterpy.knowledge.builders import BuildConfig, DatasetBuilder
from fasterpy.knowledge.dataset import write_dataset
work, pause = Path(sys.argv[1]), float(sys.argv[2])
def run(todo):
    for pair in todo:
        time.sleep(pause)
        yield answer(pair)
builder = DatasetBuilder(work, BuildConfig(likeness=0.99))
builder.collect([iter(pairs())])
builder.check(run, "context")
write_dataset(work / "od.jsonl", builder.entries(describe))
"""


def child(work: Path, pause: float) -> subprocess.Popen[bytes]:
    root = Path(__file__).parents[3]
    return subprocess.Popen([sys.executable, "-c", CHILD, str(work), str(pause)], cwd=root)


def test_killed_and_run_again_gives_the_same(tmp_path: Path) -> None:
    for _ in range(3):
        process = child(tmp_path / "killed", 0.2)
        journal = tmp_path / "killed" / "checked.jsonl"
        before = len(journal.read_bytes()) if journal.exists() else 0
        deadline = time.monotonic() + 60
        while (not journal.exists() or len(journal.read_bytes()) <= before) and time.monotonic() < deadline:
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    with journal.open("ab") as file:
        file.write(b'["abc", "def", {"key": "cut o')  # a line that the crash cut off
    assert child(tmp_path / "killed", 0.0).wait(60) == 0
    assert child(tmp_path / "whole", 0.0).wait(60) == 0
    first, second = ((tmp_path / name / "od.jsonl").read_bytes() for name in ("killed", "whole"))
    assert first == second
    _, entries = build(tmp_path / "here", [pairs()])
    assert first.decode() == "".join(dataset_lines(entries))


def test_two_builds_in_one_folder_do_not_mix(tmp_path: Path) -> None:
    with Journal(tmp_path / "j", Checked, "c"), pytest.raises(UserError, match="another build"):
        Journal(tmp_path / "j", Checked, "c")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "pairs.part").symlink_to("/dev/full")
    with pytest.raises(UserError, match="No space left"):
        DatasetBuilder(tmp_path).collect([iter(pairs())])
