"""Large files in pieces that fit through a narrow door, and back, with a hash over the whole."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from fasterpy.records import Record

MANIFEST = "pieces.json"
MIB = 1 << 20


class Manifest(Record, frozen=True):
    """What the pieces make up."""

    name: str
    size: int
    sha256: str
    pieces: tuple[str, ...]


def split(source: Path, folders: Path, most: int, flat: bool = False) -> Manifest:
    """Write pieces of at most ``most`` bytes: each in a folder of its own (``p00``, …), or ``flat`` side by side."""
    whole = hashlib.sha256()
    names: list[str] = []
    folders.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as stream:
        while data := stream.read(most):
            whole.update(data)
            name = f"{source.name}.{len(names):02d}" if flat else f"p{len(names):02d}/{source.name}"
            target = folders / name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(data)
            names.append(name)
    manifest = Manifest(name=source.name, size=source.stat().st_size, sha256=whole.hexdigest(), pieces=tuple(names))
    place = folders / (f"{source.name}.{MANIFEST}" if flat else f"p00/{MANIFEST}")
    place.write_bytes(msgspec.json.encode(manifest))
    return manifest


def join(folders: Path, manifest: Path, target: Path) -> Path:
    """Put the pieces together. Raises SystemExit that names what is missing or damaged."""
    known = msgspec.json.decode(manifest.read_bytes(), type=Manifest)
    missing = [name for name in known.pieces if not (folders / name).is_file()]
    if missing:
        raise SystemExit(f"missing: {', '.join(missing)}")
    whole = hashlib.sha256()
    part = target.with_name(f"{target.name}.part")
    part.parent.mkdir(parents=True, exist_ok=True)
    with part.open("wb") as out:
        for name in known.pieces:
            data = (folders / name).read_bytes()
            whole.update(data)
            out.write(data)
    if whole.hexdigest() != known.sha256:
        raise SystemExit(f"{known.name} arrived damaged: the hash over its pieces is another one")
    part.replace(target)
    return target
