"""Files for a server's bulk load: complete, readable, in place only when all are written."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from fasterpy.cli.kb import kb
from fasterpy.errors import MissingExtraError, StoreError
from fasterpy.knowledge.milvus_bulk import BulkFiles
from fasterpy.records import KnowledgeEntry

needs_writer = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("minio", "azure", "ml_dtypes")),
    reason="pymilvus' bulk writer is not installed (pip install 'fasterpy[bulk]')",
)


def _entry(number: int) -> KnowledgeEntry:
    code = f"def f(xs):\n    return [x for x in xs if x in [{number}, 2, 3]]\n"
    return KnowledgeEntry(
        input=code, target=code.replace("[", "{"), summary=f"Use a set {number}.", rate=2.5, source="s"
    )


def _fill(folder: Path, numbers: list[int]) -> BulkFiles:
    with BulkFiles(folder, "structural", "fingerprint", 4) as files:
        entries = [_entry(number) for number in numbers]
        vectors = np.eye(4, dtype=np.float32)[[number % 4 for number in numbers]]
        assert files.insert(entries, vectors, [{number: 0.5} for number in numbers]) == len(set(numbers))
        files.finish()
    return files


@needs_writer
def test_rows_come_back_with_both_vectors(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    found = _fill(tmp_path / "out", [0, 1, 2, 3, 1])
    assert [path.name for path in found.files] == ["part-00001.parquet"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    rows = sorted(pq.read_table(found.files[0]).to_pylist(), key=lambda row: row["summary"])
    assert [row["summary"] for row in rows] == [f"Use a set {number}." for number in range(4)]
    assert [row["vector"] for row in rows] == np.eye(4).tolist()
    assert [json.loads(row["sparse"]) for row in rows] == [{str(number): 0.5} for number in range(4)]
    assert len({row["id"] for row in rows}) == 4
    assert all("comprehension" in row["constructs"] for row in rows)


@needs_writer
def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "note").write_text("mine")
    with pytest.raises(StoreError, match="not empty"):
        _fill(tmp_path, [1])
    assert [path.name for path in tmp_path.iterdir()] == ["note"]


@needs_writer
def test_what_fails_leaves_no_files(tmp_path: Path) -> None:
    with pytest.raises(StoreError), BulkFiles(tmp_path / "out", "structural", "fingerprint", 4) as files:
        files.insert([_entry(1)], np.zeros((1, 3), dtype=np.float32), [{}])
    assert list(tmp_path.iterdir()) == []


@needs_writer
def test_a_dataset_by_command(tmp_path: Path) -> None:
    lines = [
        {"input": _entry(n).input, "target": _entry(n).target, "rate": 2.0, "summary": f"Set {n}."} for n in (1, 2, 1)
    ]
    (tmp_path / "od.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    arguments = ["bulk", str(tmp_path / "od.jsonl"), "--out", str(tmp_path / "out"), "--json", "-"]
    result = CliRunner().invoke(kb, arguments)
    assert result.exit_code == 0, result.output
    document = json.loads(result.stdout)
    assert (document["added"], document["dropped"]) == (2, {"met before": 1})
    assert document["collection"] == "fasterpy_knowledge"


def test_without_the_writer_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymilvus.bulk_writer", None)
    with pytest.raises(MissingExtraError, match=r"fasterpy\[bulk\]"):
        BulkFiles(tmp_path / "out", "structural", "fingerprint", 4)
    assert list(tmp_path.iterdir()) == []
