"""The index of a base: chosen by size, changed in place, remembered, and never lost."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from fasterpy.cli import kb_upkeep
from fasterpy.cli.main import cli
from fasterpy.errors import StoreError
from fasterpy.knowledge import MilvusStore, milvus_index
from fasterpy.records import KnowledgeFilter
from tests.knowledge.test_stores import WIDTH, entry, vectors

COUNT = 600


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "base.db"
    with MilvusStore(str(path), "test", WIDTH, create=True) as made:
        made.insert([entry(i) for i in range(COUNT)], vectors(COUNT))
    return path


def found(store: MilvusStore, where: KnowledgeFilter | None = None) -> list[set[int]]:
    return [{hit.id for hit in hits} for hits in store.search(vectors(COUNT)[:40], 10, where=where)]


def test_by_size() -> None:
    assert kb_upkeep.KINDS == milvus_index.KINDS, "the command line names them without importing the stage"
    assert [milvus_index.choose(n) for n in (0, 200_000, 200_001, 50_000_000)] == ["flat", "flat", "hnsw", "diskann"]
    assert milvus_index.index_params("ivf-sq8", 1_000_000)["params"]["nlist"] == 4000
    with pytest.raises(StoreError, match="choose one of auto, flat, hnsw"):
        milvus_index.index_params("btree", 1)


@pytest.mark.parametrize("kind", ["hnsw", "ivf-sq8"])
def test_another_index_finds_nearly_the_same_and_is_remembered(base: Path, kind: str) -> None:
    even = KnowledgeFilter(tags=("even",))
    with MilvusStore(str(base), "test", WIDTH) as store:
        exact, exact_even = found(store), found(store, even)
        assert store.reindex(kind) == kind
        store.insert([entry(COUNT)], vectors(COUNT + 1)[COUNT:])
        assert store.search(vectors(COUNT + 1)[COUNT:], 1)[0][0].distance == pytest.approx(1.0, abs=1e-2)
    with MilvusStore(str(base), "test", WIDTH) as store:
        assert (store.index, store.info().index, store.count()) == (kind, kind, COUNT + 1)
        for before, now in ((exact, found(store)), (exact_even, found(store, even))):
            assert np.mean([len(a & b) / len(a) for a, b in zip(before, now, strict=True)]) > 0.9
        assert store.reindex() == "flat"


def test_an_index_that_this_milvus_lacks_leaves_the_old_one(base: Path) -> None:
    with MilvusStore(str(base), "test", WIDTH) as store:
        before = found(store)
        with pytest.raises(StoreError, match=r"keeps its index \(flat\): no diskann index there"):
            store.reindex("diskann")
        assert (store.index, found(store)) == ("flat", before)


def test_a_base_that_outgrows_its_index_gets_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*words: str) -> dict[str, object]:
        result = CliRunner().invoke(cli, ["kb", *words, "--json", "-"])
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    monkeypatch.setattr(milvus_index, "EXACT_TO", 40)
    for name, rows in (("one", range(30)), ("two", range(30, 60))):
        lines = [json.dumps({"input": f"x = {i}", "target": "x", "rate": 2.0, "summary": f"Advice {i}."}) for i in rows]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines) + "\n")
    path = str(tmp_path / "kb.db")
    run("import", str(tmp_path / "one.jsonl"), "--to", path)
    assert run("info", "--kb", path)["index"] == "flat"
    run("import", str(tmp_path / "two.jsonl"), "--to", path)
    assert run("info", "--kb", path)["index"] == "hnsw"
    run("compact", "--kb", path, "--likeness", "1.0")
    assert run("info", "--kb", path)["index"] == "hnsw"
    changed = run("index", "--kb", path, "--kind", "flat")
    assert (changed["before"], changed["index"], changed["entries"]) == ("hnsw", "flat", 60)
