"""Exact search in memory: for the bundled patterns and for tests.

Opening Milvus costs about two seconds of imports; a few hundred bundled patterns are searched in well under a
millisecond without it. A base that a person builds lives in Milvus (``milvus_store``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fasterpy.knowledge.constructs import constructs
from fasterpy.knowledge.schema import FORMAT, check_all, check_queries, check_restricts, entry_id
from fasterpy.protocols import Sparse
from fasterpy.records import KnowledgeEntry, KnowledgeFilter, KnowledgeHit, StoreInfo

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class InMemoryStore:
    """KnowledgeStore in plain numpy."""

    def __init__(self, embedder: str, dimensions: int = 768, location: str = "memory", encoder: str = "") -> None:
        self.embedder = embedder
        self.encoder = encoder
        self.dimensions = dimensions
        self.location = location
        self._entries: dict[int, KnowledgeEntry] = {}
        self._vectors: dict[int, NDArray[np.float32]] = {}
        self._sparse: dict[int, Sparse] = {}
        self._matrix: NDArray[np.float32] | None = None
        self._postings: dict[int, tuple[list[int], list[float]]] = {}

    def insert(
        self, entries: Sequence[KnowledgeEntry], vectors: NDArray[np.float32], sparse: Sequence[Sparse] | None = None
    ) -> int:
        """See ``protocols.KnowledgeStore``."""
        check_all(entries, vectors, self.dimensions, sparse)
        new = 0
        for number, (entry, vector) in enumerate(zip(entries, vectors, strict=True)):
            key = entry_id(entry)
            if key not in self._entries:
                self._entries[key], self._vectors[key] = entry, vector
                self._sparse[key] = sparse[number] if sparse is not None else {}
                new += 1
        self._matrix = None
        return new

    def search(
        self,
        vectors: NDArray[np.float32],
        limit: int,
        threshold: float = -1.0,
        where: KnowledgeFilter | None = None,
        sparse: Sequence[Sparse] | None = None,
    ) -> list[list[KnowledgeHit]]:
        """See ``protocols.KnowledgeStore``."""
        import numpy as np

        check_queries(vectors, self.dimensions, sparse)
        if not self._entries or limit < 1:
            return [[] for _ in vectors]
        if self._matrix is None:
            self._matrix = self._index()
        items = list(self._entries.items())
        allowed = np.array([_matches(entry, where) for _, entry in items])
        scores = vectors @ self._matrix.T
        for row, query in zip(scores, sparse or (), strict=sparse is not None):
            for place, value in query.items():
                if place in self._postings:
                    columns, values = self._postings[place]
                    row[columns] += value * np.asarray(values, dtype=np.float32)
        scores = np.where(allowed, scores, -np.inf)
        order = np.argsort(-scores, axis=1, kind="stable")[:, :limit]
        return [
            [_hit(items[i], float(row[i])) for i in best if row[i] >= threshold and allowed[i]]
            for row, best in zip(scores, order, strict=True)
        ]

    def _index(self) -> NDArray[np.float32]:
        """All vectors as rows; fills the postings: per place of sparse vectors the rows that have it, and values."""
        import numpy as np

        self._postings = {}
        for row, key in enumerate(self._entries):
            for place, value in self._sparse[key].items():
                rows, values = self._postings.setdefault(place, ([], []))
                rows.append(row)
                values.append(value)
        return np.stack([self._vectors[key] for key in self._entries]).astype(np.float32)

    def info(self) -> StoreInfo:
        """See ``protocols.KnowledgeStore``."""
        sources: dict[str, int] = {}
        for entry in self._entries.values():
            family = entry.source.split(":")[0]
            sources[family] = sources.get(family, 0) + 1
        return StoreInfo(
            location=self.location,
            backend="memory",
            entries=len(self._entries),
            embedder=self.embedder,
            dimensions=self.dimensions,
            format=FORMAT,
            encoder=self.encoder,
            sources=dict(sorted(sources.items())),
            verified=sum(entry.verified for entry in self._entries.values()),
        )

    def export(self) -> Iterator[KnowledgeEntry]:
        """See ``protocols.KnowledgeStore``."""
        for key in sorted(self._entries):
            yield self._entries[key]

    def forget(self, where: KnowledgeFilter) -> int:
        """See ``protocols.KnowledgeStore``."""
        check_restricts(where)
        gone = [key for key, entry in self._entries.items() if _matches(entry, where)]
        for key in gone:
            del self._entries[key], self._vectors[key], self._sparse[key]
        self._matrix = None
        return len(gone)

    def close(self) -> None:
        """Nothing to give back."""


def _hit(item: tuple[int, KnowledgeEntry], distance: float) -> KnowledgeHit:
    key, entry = item
    return KnowledgeHit(
        id=key,
        summary=entry.summary,
        rate=entry.rate,
        distance=distance,
        source=entry.source,
        tags=entry.tags,
        verified=entry.verified,
    )


def _matches(entry: KnowledgeEntry, where: KnowledgeFilter | None) -> bool:
    if where is None:
        return True
    return (
        (not where.sources or entry.source.split(":")[0] in where.sources)
        and (not where.tags or bool(set(where.tags) & set(entry.tags)))
        and (where.verified is None or entry.verified == where.verified)
        and entry.rate >= where.min_rate
        and (not where.constructs or bool(set(where.constructs) & set(constructs(entry.input))))
    )
