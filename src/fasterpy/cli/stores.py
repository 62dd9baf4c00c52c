"""Composes embedder, knowledge base and retriever from settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fasterpy.config import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fasterpy.embed.fingerprint import Fingerprint
    from fasterpy.knowledge.milvus_bulk import BulkFiles
    from fasterpy.protocols import Embedder, KnowledgeStore
    from fasterpy.records import KnowledgeEntry, KnowledgeFilter
    from fasterpy.retrieve import VectorRetriever

BUNDLED = "bundled pattern library"
DEFAULT_BASE = Path(".fasterpy") / "kb.db"
"""Where ``kb build`` writes when neither ``--to`` nor the setting ``kb`` says otherwise."""


def make_embedder(name: str) -> Embedder:
    """The embedder registered under a name, or ``onnx:FOLDER``. Raises ConfigError that names the nearest known one."""
    if name == "structural":  # the default, without scanning the entry points of everything installed
        from fasterpy.embed import StructuralEmbedder

        return StructuralEmbedder()
    if name.startswith("onnx:"):
        from fasterpy.embed.onnx import OnnxEmbedder, OnnxEmbedderConfig

        return OnnxEmbedder(OnnxEmbedderConfig(folder=name.removeprefix("onnx:")))
    from fasterpy.registry import EMBEDDERS, load

    embedder: Embedder = load(EMBEDDERS, name)()
    return embedder


def make_encoder() -> Fingerprint:
    """The sparse encoder of hybrid retrieval."""
    from fasterpy.embed.fingerprint import Fingerprint

    return Fingerprint()


def open_store(location: str, embedder: Embedder) -> KnowledgeStore:
    """The Milvus base at a path or URI; the bundled patterns, in memory, when the location is empty."""
    encoder = make_encoder()
    if location:
        from fasterpy.knowledge import MilvusStore

        return MilvusStore(location, embedder.name, embedder.dimensions, encoder=encoder.name)
    from fasterpy.knowledge import InMemoryStore, pattern_entries

    store = InMemoryStore(embedder.name, embedder.dimensions, BUNDLED, encoder.name)
    put(store, embedder, pattern_entries())
    return store


def put(store: KnowledgeStore | BulkFiles, embedder: Embedder, entries: Sequence[KnowledgeEntry]) -> int:
    """Encode entries in every view and insert them; gives how many were new."""
    codes = [entry.input for entry in entries]
    words = [" ".join((entry.summary, *entry.tags)) for entry in entries]
    return store.insert(entries, embedder.embed(codes), make_encoder().entries(codes, words))


def advise(text: str) -> str:
    """What the detectors say about a piece of code."""
    from fasterpy.detect.detector import detect
    from fasterpy.records import Code

    return " ".join(finding.advice for finding in detect(Code(text=text, kind="function", filename="query.py")))


def make_retriever(
    settings: Settings, top_k: int | None = None, where: KnowledgeFilter | None = None
) -> VectorRetriever:
    """Retriever over the base that the settings name. The caller closes ``retriever.store``."""
    from fasterpy.retrieve import VectorRetriever, VectorRetrieverConfig

    embedder = make_embedder(settings.embedder)
    config = VectorRetrieverConfig(
        threshold=settings.threshold,
        top_k=top_k or settings.top_k,
        distance_range=settings.distance_range,
        where=where,
    )
    store = open_store(settings.kb, embedder)
    return VectorRetriever(embedder, store, config, encoder=make_encoder(), advise=advise)
