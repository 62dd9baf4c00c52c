"""What a base remembers of itself, and whether it is one that this process can use."""

from __future__ import annotations

import json
from typing import Any

from fasterpy.errors import StoreError
from fasterpy.knowledge.schema import READABLE
from fasterpy.records import Record


class Meta(Record, frozen=True):
    """Format of the table and what encoded its contents; an empty embedder or encoder of a wish: any."""

    format: str
    embedder: str
    encoder: str
    dimensions: int


def read_meta(described: dict[str, Any], dimensions: int) -> Meta:
    """From Milvus' description of the collection: Lite keeps properties alone, servers the description too."""
    properties = described.get("properties") or {}
    try:
        meta = json.loads(described.get("description") or "{}")
    except ValueError:
        meta = {}
    width = next((f["params"].get("dim") for f in described["fields"] if f["name"] == "vector"), None)
    return Meta(
        format=str(properties.get("fasterpy.format", meta.get("format", "none"))),
        embedder=str(properties.get("fasterpy.embedder", meta.get("embedder", ""))),
        encoder=str(properties.get("fasterpy.encoder", meta.get("encoder", ""))),
        dimensions=int(width or dimensions),
    )


def check_meta(found: Meta, wanted: Meta, uri: str) -> None:
    """Raises StoreError, which says what to run, for a base that cannot be used as wanted."""
    if found.format != wanted.format and (wanted.embedder or found.format not in READABLE):
        raise StoreError(
            f"{uri} has format {found.format}, this fasterpy needs {wanted.format}: "
            + (
                f"bring it up to date with  fasterpy kb compact --kb {uri}"
                if found.format in READABLE
                else f"build it anew with  fasterpy kb build --to {uri} --replace"
            )
        )
    if wanted.embedder and (found.embedder, found.dimensions) != (wanted.embedder, wanted.dimensions):
        raise StoreError(
            f"{uri} was built with the embedder {found.embedder!r} ({found.dimensions} dimensions), in use is "
            f"{wanted.embedder!r} ({wanted.dimensions}): choose that embedder, or run  "
            f"fasterpy kb build --to {uri} --replace"
        )
    if wanted.encoder and found.encoder != wanted.encoder:
        raise StoreError(
            f"{uri} was built with the sparse encoder {found.encoder or 'none'!r}, in use is {wanted.encoder!r}: "
            f"run  fasterpy kb compact --kb {uri}"
        )
