"""The folder of weights."""

from pathlib import Path

import pytest

from fasterpy.errors import ModelError
from fasterpy.models.folder import Manifest, ModelFolder, Speed


def put(folder: ModelFolder, name: str = "small") -> Path:
    folder.path.mkdir(parents=True, exist_ok=True)
    path = folder.path / f"{name}.gguf"
    path.write_bytes(b"weights")
    folder.note(path, Manifest(name=name, size=7, licence="MIT"))
    return path


def test_where_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert ModelFolder().path == tmp_path / "fasterpy" / "models"
    assert ModelFolder(str(tmp_path / "other")).path == tmp_path / "other"


def test_found_by_name_file_or_path(tmp_path: Path) -> None:
    folder = ModelFolder(str(tmp_path))
    path = put(folder)
    assert folder.find("small") == folder.find("SMALL.gguf") == folder.find(str(path)) == path


def test_speeds_are_kept_when_better(tmp_path: Path) -> None:
    folder = ModelFolder(str(tmp_path))
    path = put(folder)
    for rate in (10.0, 40.0, 20.0):
        folder.note_speed(path, "openvino", Speed(tokens_per_s=rate, streams=8))
    assert folder.installed()[0].manifest.speeds == {"openvino": Speed(tokens_per_s=40.0, streams=8)}
    assert folder.installed()[0].manifest.licence == "MIT"


def test_a_speed_of_weights_elsewhere_leaves_nothing_behind(tmp_path: Path) -> None:
    other = tmp_path / "other.gguf"
    other.write_bytes(b"x")
    ModelFolder(str(tmp_path / "models")).note_speed(other, "llama", Speed(tokens_per_s=1.0, streams=1))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other.gguf"]


def test_remove_takes_what_was_made_from_it(tmp_path: Path) -> None:
    folder = ModelFolder(str(tmp_path))
    path = put(folder)
    put(folder, "other")
    made = folder.compiled(path, "openvino")
    made.mkdir()
    (made / "blob").write_bytes(b"123")
    assert folder.remove("small") > 7
    assert sorted(each.name for each in tmp_path.iterdir()) == ["other.gguf", "other.gguf.json"]


def test_what_was_not_pulled_is_not_deleted(tmp_path: Path) -> None:
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(b"x")
    with pytest.raises(ModelError, match="delete it yourself"):
        ModelFolder(str(tmp_path / "models")).remove(str(mine))
    assert mine.exists()


def test_a_damaged_manifest_is_no_obstacle(tmp_path: Path) -> None:
    folder = ModelFolder(str(tmp_path))
    path = put(folder)
    (tmp_path / "small.gguf.json").write_text("{")
    assert folder.installed()[0].manifest.name == "small.gguf"
    assert folder.find("small") == path
