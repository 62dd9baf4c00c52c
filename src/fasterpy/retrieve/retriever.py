"""Vector retrieval: embed the query and its parts, search the store, filter (paper §4.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from fasterpy.protocols import Embedder, KnowledgeStore
from fasterpy.records import CleanedCode, KnowledgeFilter, KnowledgeHit, Suggestion
from fasterpy.retrieve.filter import filter_suggestions
from fasterpy.retrieve.views import views


class VectorRetrieverConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much to fetch and how much to keep."""

    candidates: int = 20
    """m: how many of the most similar records the store gives (|R_m| at most)."""
    threshold: float = 0.1
    """Least similarity of a record in R_m."""
    top_k: int = 3
    """k: how many suggestions are kept."""
    distance_range: float = 0.15
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
        top_k, distance_range = self.config.top_k, self.config.distance_range
        return [
            [_suggestion(hit, places[hit.id]) for hit in filter_suggestions(hits, top_k, distance_range)]
            for hits, places in self._candidates(queries)
        ]

    def retrieve_allowed(
        self, query: CleanedCode, allowed: Callable[[KnowledgeHit], bool], fetch: int = 60
    ) -> list[tuple[int, Suggestion]]:
        """The suggestions for one query as if the base held only the records that are ``allowed``; each with its id.

        ``fetch``: how many of the most similar records are asked about; of those that pass, the usual number is used.
        """
        (hits, places), *_ = self._candidates([query], max(fetch, self.config.candidates))
        usual = [hit for hit in hits if allowed(hit)][: self.config.candidates]
        kept = filter_suggestions(usual, self.config.top_k, self.config.distance_range)
        return [(hit.id, _suggestion(hit, places[hit.id])) for hit in kept]

    def _candidates(
        self, queries: Sequence[CleanedCode], limit: int = 0
    ) -> list[tuple[list[KnowledgeHit], dict[int, str]]]:
        """R_m per query, before Algorithm 2, and where each record applies: the closest over the query's views."""
        parts = [views(query) for query in queries]
        texts = [text for part in parts for text, _ in part]
        if not texts:
            return [([], {}) for _ in queries]
        config, limit = self.config, limit or self.config.candidates
        answers = iter(self.store.search(self.embedder.embed(texts), limit, config.threshold, config.where))
        found = []
        for part in parts:
            best: dict[int, KnowledgeHit] = {}
            places: dict[int, str] = {}
            for _, place in part:
                for hit in next(answers):
                    if hit.id not in best or hit.distance > best[hit.id].distance:
                        best[hit.id], places[hit.id] = hit, place
            closest = sorted(best.values(), key=lambda hit: (-hit.distance, hit.id))[:limit]
            found.append((closest, places))
        return found


def _suggestion(hit: KnowledgeHit, place: str) -> Suggestion:
    return Suggestion(
        text=hit.summary, rate=hit.rate, distance=hit.distance, source=hit.source, tags=hit.tags, place=place
    )
