"""Composes embedder, knowledge base and retriever from settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fasterpy.config import Settings

if TYPE_CHECKING:
    from fasterpy.protocols import Embedder, KnowledgeStore
    from fasterpy.retrieve import VectorRetriever

BUNDLED = "bundled pattern library"
DEFAULT_BASE = Path(".fasterpy") / "kb.db"
"""Where ``kb build`` writes when neither ``--to`` nor the setting ``kb`` says otherwise."""


def make_embedder(name: str) -> Embedder:
    """The embedder registered under a name. Raises ConfigError that names the nearest known one."""
    if name == "structural":  # the default, without scanning the entry points of everything installed
        from fasterpy.embed import StructuralEmbedder

        return StructuralEmbedder()
    from fasterpy.registry import EMBEDDERS, load

    embedder: Embedder = load(EMBEDDERS, name)()
    return embedder


def open_store(location: str, embedder: Embedder) -> KnowledgeStore:
    """The Milvus base at a path or URI; the bundled patterns, in memory, when the location is empty."""
    if location:
        from fasterpy.knowledge import MilvusStore

        return MilvusStore(location, embedder.name, embedder.dimensions)
    from fasterpy.knowledge import InMemoryStore, pattern_entries

    store = InMemoryStore(embedder.name, embedder.dimensions, location=BUNDLED)
    entries = pattern_entries()
    store.insert(entries, embedder.embed([entry.input for entry in entries]))
    return store


def make_retriever(settings: Settings, top_k: int | None = None) -> VectorRetriever:
    """Retriever over the base that the settings name. The caller closes ``retriever.store``."""
    from fasterpy.retrieve import VectorRetriever, VectorRetrieverConfig

    embedder = make_embedder(settings.embedder)
    config = VectorRetrieverConfig(
        threshold=settings.threshold, top_k=top_k or settings.top_k, distance_range=settings.distance_range
    )
    return VectorRetriever(embedder, open_store(settings.kb, embedder), config)
