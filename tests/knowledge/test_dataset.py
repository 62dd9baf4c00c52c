"""OD as JSON lines."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from fasterpy.errors import InputsError
from fasterpy.knowledge.dataset import read_dataset, write_dataset
from fasterpy.knowledge.rates import ratio, to_ratio, unit_of
from fasterpy.records import KnowledgeEntry


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (2, 2.0),
        ("2.5", 2.5),
        ("350%", 3.5),
        (" 120 % ", 1.2),
        (None, None),
        ("fast", None),
        (0, None),
        (-1, None),
        (float("inf"), None),
        (float("nan"), None),
    ],
)
def test_ratio(value: object, wanted: float | None) -> None:
    assert ratio(value) == wanted


def test_the_unit_of_a_column_is_told_from_all_of_it() -> None:
    assert unit_of([0.17, 11.8, 34.0, 52.0, 62.7, 85.0, 92.9, 99.7] * 3) == "saved-percent"
    assert unit_of([0.1, 0.5, 0.997]) == "saved"
    assert unit_of([1.02, 1.1, 1.3, 2.5, 400.0]) == "ratio"
    assert unit_of([12.0, 40.0]) == "ratio", "two numbers tell nothing"
    assert unit_of([]) == "ratio"
    assert to_ratio(75.0, "saved-percent") == to_ratio(0.75, "saved") == to_ratio(4.0, "ratio") == 4.0
    assert to_ratio(100.0, "saved-percent") is None
    assert ratio("400%", "saved") == 4.0


def test_a_file_of_percentages_becomes_ratios_and_can_be_overruled(tmp_path: Path) -> None:
    path = tmp_path / "od.jsonl"
    rows = [{"input": f"x = {i}", "summary": "Do it.", "rate": 50.0 + i} for i in range(30)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert next(read_dataset(path, "", "", Counter())).rate == 2.0
    assert next(read_dataset(path, "", "", Counter(), "ratio")).rate == 50.0


@pytest.mark.parametrize("name", ["od.jsonl", "od.jsonl.gz", "od.parquet"])
def test_what_is_written_is_read_back(tmp_path: Path, name: str) -> None:
    entries = [
        KnowledgeEntry(
            input="x = [1]\n", target="x = (1,)\n", summary="Use a tuple – “é”.", rate=1.5, source="a:1", tags=("t",),
            licence="MIT", verified=True, provenance="f.py:3", count=4, reported_rate=9.5,
        ),
        KnowledgeEntry(input="y = 1\n", summary="Nothing.", rate=2.0),
    ]  # fmt: skip
    path = tmp_path / name
    assert write_dataset(path, entries) == 2
    dropped: Counter[str] = Counter()
    assert list(read_dataset(path, "", "", dropped)) == entries
    assert not dropped
    assert not list(tmp_path.glob("*.part"))


def test_published_files_load_and_what_is_left_out_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "od.jsonl.gz"
    rows = [
        {
            "input": "a = 1",
            "target": "a = 2",
            "diff": "",
            "rate": 3.0,
            "summary": "1. Do it.\n2. Do more.",
            "vector": [0.1],
        },
        {"input": "", "rate": 2, "summary": "x"},
        {"input": "a", "summary": "x"},
        {"input": "a", "rate": 2},
        [1],
    ]
    with gzip.open(path, "wt") as stream:
        stream.write("\n".join(json.dumps(row) for row in rows) + "\nnot json\n\n")
    dropped: Counter[str] = Counter()
    found = list(read_dataset(path, "od", "CC BY 4.0", dropped))
    assert [(e.summary, e.source, e.licence, e.verified) for e in found] == [
        ("1. Do it. 2. Do more.", "od", "CC BY 4.0", False)
    ]
    assert dropped == {"no code": 1, "no rate": 1, "no summary": 1, "not an object": 1, "not JSON": 1}


def test_a_truncated_file_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "od.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"input": 1}\n' * 1000)[:40])
    with pytest.raises(InputsError, match=r"od\.jsonl\.gz"):
        list(read_dataset(path, "", "", Counter()))
