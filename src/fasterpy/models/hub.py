"""The hub of models: what a repository holds, and its files."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import quote

import msgspec

from fasterpy.errors import ModelError
from fasterpy.models.cards import ModelCard
from fasterpy.models.fetch import open_url

WANTED = ("q4_k_m", "q4_0", "q5_k_m", "q8_0")
"""Quantisations, the best compromise first."""
PLAIN = (".safetensors", ".json", ".txt", ".model", ".jinja")
"""Files of a repository without GGUF that transformers needs."""


def endpoint() -> str:
    """The hub's address; HF_ENDPOINT names a mirror."""
    return os.environ.get("HF_ENDPOINT", "https://huggingface.co").rstrip("/")


def file_url(card: ModelCard) -> str:
    """Where one file of a repository is."""
    return f"{endpoint()}/{quote(card.repo)}/resolve/main/{quote(card.file)}"


def cards_of(spec: str) -> list[ModelCard]:
    """The files to pull for ``OWNER/NAME`` or ``OWNER/NAME/FILE.gguf``: one GGUF, or all that transformers needs.

    Raises ModelError when the hub does not answer, or holds nothing that can be used.
    """
    pieces = spec.split("/")
    if len(pieces) < 2 or not all(pieces):
        raise ModelError(f"{spec!r} is no hub id: write OWNER/NAME or OWNER/NAME/FILE.gguf")
    repo, file = "/".join(pieces[:2]), "/".join(pieces[2:])
    listing = _listing(repo)
    licence = str((listing.get("cardData") or {}).get("license") or "")
    files = {str(entry.get("rfilename")): entry for entry in listing.get("siblings", [])}
    ggufs = [name for name in files if name.endswith(".gguf")]
    if file:
        if file not in files:
            raise ModelError(f"{repo} has no file {file}; it has {', '.join(ggufs[:6]) or 'no GGUF'}")
        chosen = [file]
    elif ggufs:
        chosen = [_best(repo, ggufs)]
    else:
        chosen = [name for name in files if name.endswith(PLAIN) and "/" not in name]
        if not any(name.endswith(".safetensors") for name in chosen):
            raise ModelError(f"{repo} holds neither GGUF nor safetensors")
    return [_card(repo, name, files[name], licence) for name in chosen]


def _listing(repo: str) -> dict[str, Any]:
    with open_url(f"{endpoint()}/api/models/{quote(repo)}?blobs=true") as answer:
        try:
            listing = msgspec.json.decode(answer.read())
        except (OSError, msgspec.MsgspecError) as error:
            raise ModelError(f"the hub's listing of {repo} cannot be read") from error
    if not isinstance(listing, dict):
        raise ModelError(f"the hub's listing of {repo} cannot be read")
    return listing


def _best(repo: str, ggufs: list[str]) -> str:
    whole = [name for name in ggufs if "-of-" not in name]
    for kind in WANTED:
        for name in whole:
            if kind in name.lower():
                return name
    if not whole:
        raise ModelError(f"{repo} holds split files alone: join one with llama-gguf-split and give its path")
    return whole[0]


def _card(repo: str, name: str, entry: dict[str, Any], licence: str) -> ModelCard:
    blob = entry.get("lfs") or {}
    return ModelCard(
        name=repo,
        repo=repo,
        file=name,
        size=int(entry.get("size") or blob.get("size") or 0),
        sha256=str(blob.get("sha256") or ""),
        licence=licence,
    )
