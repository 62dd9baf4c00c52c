"""The recipe for a GPU machine without a network, rehearsed with a tiny model on this one."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.lora.pieces import join, split

from fasterpy.train.answers import read
from tests.train.conftest import NEED


def test_pieces_come_together_and_damage_is_seen(tmp_path: Path) -> None:
    whole = tmp_path / "model.bin"
    whole.write_bytes(bytes(range(256)) * 10)
    manifest = split(whole, tmp_path / "parts", 1000)
    assert manifest.pieces == ("p00/model.bin", "p01/model.bin", "p02/model.bin")
    place = tmp_path / "parts/p00/pieces.json"
    assert join(tmp_path / "parts", place, tmp_path / "again").read_bytes() == whole.read_bytes()
    (tmp_path / "parts/p01/model.bin").write_bytes(b"x" * 1000)
    with pytest.raises(SystemExit, match="damaged"):
        join(tmp_path / "parts", place, tmp_path / "again")
    (tmp_path / "parts/p02/model.bin").unlink()
    with pytest.raises(SystemExit, match="missing: p02"):
        join(tmp_path / "parts", place, tmp_path / "again")


@pytest.mark.slow
def test_the_recipe_from_end_to_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ("torch", "transformers", "peft", "gguf"):
        pytest.importorskip(package, reason=NEED)
    from benchmarks.lora.rehearse import rehearse

    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    back = rehearse(tmp_path)
    names = {path.name for path in back.iterdir()}
    assert {"adapter.tar.00", "adapter.tar.pieces.json", "curves.csv", "answers.tar.gz"} <= names
    assert (tmp_path / "tuned/adapter/adapter_model.safetensors").exists()
    assert list((tmp_path / "tuned/adapter/export").glob("*-lora.gguf"))
    for name in ("base", "tuned"):
        answers = read(tmp_path / f"tuned/answers-{name}.jsonl")
        assert [len(row.samples) for row in answers] == [2, 2], "asked once, although the job was called twice"
