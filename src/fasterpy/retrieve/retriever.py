"""Vector retrieval: embed the query, search the store, filter (paper §4.4)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from fasterpy.protocols import Embedder, KnowledgeStore
from fasterpy.records import CleanedCode, KnowledgeFilter, KnowledgeHit, Suggestion
from fasterpy.retrieve.filter import filter_suggestions


class VectorRetrieverConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much to fetch and how much to keep."""

    candidates: int = 20
    """m: how many of the most similar records the store gives (|R_m| at most)."""
    threshold: float = 0.2
    """Least similarity of a record in R_m."""
    top_k: int = 3
    """k: how many suggestions are kept."""
    distance_range: float = 0.1
    """Δ: how much less similar than the closest a kept suggestion may be."""
    where: KnowledgeFilter | None = None


class VectorRetriever:
    """Implements ``protocols.Retriever`` over any Embedder and any KnowledgeStore."""

    def __init__(self, embedder: Embedder, store: KnowledgeStore, config: VectorRetrieverConfig | None = None) -> None:
        self.embedder = embedder
        self.store = store
        self.config = config or VectorRetrieverConfig()

    def retrieve(self, queries: Sequence[CleanedCode]) -> list[list[Suggestion]]:
        """One list per query, in order, possibly empty. Raises StoreError when the store cannot be searched."""
        return [
            [_suggestion(hit) for hit in filter_suggestions(hits, self.config.top_k, self.config.distance_range)]
            for hits in self.search([query.text for query in queries])
        ]

    def search(self, texts: Sequence[str]) -> list[list[KnowledgeHit]]:
        """R_m per text: the records above the threshold, before Algorithm 2."""
        if not texts:
            return []
        config = self.config
        return self.store.search(self.embedder.embed(texts), config.candidates, config.threshold, config.where)


def _suggestion(hit: KnowledgeHit) -> Suggestion:
    return Suggestion(text=hit.summary, rate=hit.rate, distance=hit.distance, source=hit.source, tags=hit.tags)
