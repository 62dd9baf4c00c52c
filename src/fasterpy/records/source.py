"""Files and code."""

from __future__ import annotations

from typing import Literal

from fasterpy.records.base import Record


class Source(Record, frozen=True):
    """A file as it lies on disk, with what is needed to write it back byte for byte."""

    path: str
    raw: bytes
    text: str
    """Decoded text, without BOM, line endings untouched."""
    encoding: str = "utf-8"
    bom: bool = False


class CleanedCode(Record, frozen=True):
    """The target with the context it needs (paper §4.2, Algorithm 1)."""

    text: str
    targets: tuple[str, ...]
    source: Source
    patch: str = ""
    """Unified diff that removed the unrelated lines from the source."""
    dropped: tuple[str, ...] = ()
    """Names of context left out for the token budget, in the order in which they were dropped."""
    tokens: int = 0


class Code(Record, frozen=True):
    """One runnable version of the user's code: the full text of the file and what in it is the target."""

    text: str
    kind: Literal["function", "program"]
    filename: str = "<target>"
    qualname: str | None = None
    module: str | None = None
    """Import name (``package.module``) so that relative imports work; None for a lone file."""
    search_path: tuple[str, ...] = ()
    """Directories that the code expects on ``sys.path``."""
