"""Where weights lie: one folder per user, a small manifest beside each file."""

from __future__ import annotations

import contextlib
import difflib
import os
import shutil
from pathlib import Path

import msgspec

from fasterpy.errors import ModelError
from fasterpy.models.cards import KNOWN, known
from fasterpy.records import Record

FORMAT = 1


class Speed(Record, frozen=True):
    """What a backend reached here."""

    tokens_per_s: float
    """Of all streams together, prompt reading included."""
    streams: int
    """Most answers that were under way at once."""


class Manifest(Record, frozen=True):
    """What is known about weights on disk."""

    name: str
    size: int
    """Bytes."""
    format: int = FORMAT
    sha256: str = ""
    licence: str = ""
    source: str = ""
    speeds: dict[str, Speed] = {}
    """By backend, the best so far."""


class Installed(Record, frozen=True):
    """Weights that are there."""

    path: Path
    manifest: Manifest


def can_be_pulled(spec: str) -> bool:
    """Whether ``spec`` is a name that ``fasterpy models pull`` takes, as far as its form tells."""
    return known(spec) is not None or ("/" in spec and not _is_file(Path(spec).expanduser()))


def _is_file(path: Path) -> bool:
    """Whether a file must be meant: a hub id of one file has three parts."""
    return path.suffix == ".gguf" and (len(path.parts) != 3 or path.is_absolute())


class ModelFolder:
    """The folder of weights: ``FASTERPY_MODELS`` (setting ``models``), else the user's data folder after XDG."""

    def __init__(self, setting: str = "") -> None:
        home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
        self.path = Path(setting).expanduser() if setting else Path(home) / "fasterpy" / "models"

    def installed(self) -> list[Installed]:
        """Everything pulled so far, by name."""
        found = []
        for path in sorted(self.path.glob("*.json")):
            target = path.with_suffix("")
            if not path.name.startswith(".") and target.exists():
                found.append(Installed(path=target, manifest=self._manifest(target)))
        return found

    def find(self, spec: str) -> Path:
        """The weights that ``spec`` means: a path, a known name, or a hub id that was pulled.

        Raises ModelError that says what to do.
        """
        path = Path(spec).expanduser()
        if path.exists() and (path.suffix == ".gguf" or path.is_dir()):
            return path.resolve()
        for each in self.installed():
            if spec.lower() in (each.manifest.name.lower(), each.path.name.lower(), each.path.name.lower()[:-5]):
                return each.path
        if _is_file(path):
            raise ModelError(f"{spec} does not exist: give the path of a .gguf file, or see  fasterpy models list")
        if can_be_pulled(spec):
            raise ModelError(f"model {spec} is not on this machine: run  fasterpy models pull {spec}")
        near = difflib.get_close_matches(spec, [card.name for card in KNOWN], n=1)
        hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(card.name for card in KNOWN)}"
        raise ModelError(f"no model {spec!r}: {hint} (or give a .gguf path or a hub id OWNER/NAME)")

    def remove(self, spec: str) -> int:
        """Delete pulled weights with all that was made from them; bytes given back.

        Raises ModelError for weights that lie elsewhere: they are not ours to delete.
        """
        path = self.find(spec)
        if path.parent != self.path.resolve() or not _manifest_path(path).exists():
            raise ModelError(f"{path} was not pulled by fasterpy: delete it yourself")
        freed = sum(_size(each) for each in self._made_from(path))
        for each in self._made_from(path):
            shutil.rmtree(each) if each.is_dir() else each.unlink(missing_ok=True)
        return freed

    def note(self, path: Path, manifest: Manifest) -> None:
        """Write the manifest of weights."""
        aside = path.with_name(f".{path.name}.new-{os.getpid()}")
        aside.write_bytes(msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")
        aside.replace(_manifest_path(path))

    def note_speed(self, path: Path, backend: str, speed: Speed) -> None:
        """Remember what a backend reached, when it is the best so far. Never in the way: errors are passed over."""
        if path.parent != self.path.resolve() or not _manifest_path(path).exists():
            return
        manifest = self._manifest(path)
        before = manifest.speeds.get(backend)
        if before is None or speed.tokens_per_s > before.tokens_per_s:
            speeds = {**manifest.speeds, backend: speed}
            with contextlib.suppress(OSError):
                self.note(path, msgspec.structs.replace(manifest, speeds=speeds))

    def compiled(self, path: Path, backend: str) -> Path:
        """A folder for what a backend makes of weights so that the next start is quick."""
        status = path.stat()
        base = self.path if path.parent == self.path.resolve() else self.path / ".elsewhere"
        return base / f".{backend}-{path.name}-{status.st_size:x}-{int(status.st_mtime):x}"

    def _made_from(self, path: Path) -> list[Path]:
        return [path, _manifest_path(path), *self.path.glob(f".*-{path.name}-*"), *self.path.glob(f".{path.name}.*")]

    def _manifest(self, path: Path) -> Manifest:
        try:
            return msgspec.json.decode(_manifest_path(path).read_bytes(), type=Manifest)
        except (OSError, msgspec.MsgspecError):
            return Manifest(name=path.name, size=_size(path))


def _manifest_path(path: Path) -> Path:
    return path.with_name(path.name + ".json")


def _size(path: Path) -> int:
    if path.is_dir():
        return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())
    return path.stat().st_size if path.exists() else 0
