"""Suggestions, findings, and what a knowledge base holds."""

from __future__ import annotations

from fasterpy.records.base import Record


class Suggestion(Record, frozen=True):
    """One or two sentences of advice."""

    text: str
    rate: float
    """Measured speedup ratio slow/fast of the pair that the advice comes from; 1 = no gain known."""
    distance: float
    """Similarity to the query in [-1, 1]; higher is closer (the paper's name is kept)."""
    source: str = ""
    tags: tuple[str, ...] = ()
    place: str = ""
    """Where in the target it applies, for example ``line 7``; empty when it is about the whole."""


class Finding(Record, frozen=True):
    """What a static detector saw."""

    pattern: str
    line: int
    end_line: int
    why: str
    advice: str
    weight: float = 1.0
    """Estimated relevance in [0, 1], from loop depth and hot lines."""


class KnowledgeEntry(Record, frozen=True):
    """One slow/fast pair of the merged dataset OD (paper §5.2, with where it comes from)."""

    input: str
    """The slow code."""
    summary: str
    """The advice: one or two sentences."""
    rate: float
    """Time of ``input`` / time of ``target``."""
    target: str = ""
    """The fast code; never shown to a model by retrieval (paper §5.3)."""
    source: str = ""
    tags: tuple[str, ...] = ()
    licence: str = ""
    verified: bool = False
    """Whether our own tests showed slow ≡ fast and our own measurement gave the rate."""
    provenance: str = ""
    """Where exactly it comes from: file and line, commit, task; for people, never shown to a model."""
    count: int = 1
    """How many (nearly) equal pairs were merged into this one."""
    reported_rate: float = 0.0
    """The rate that the source gives, beside a measured ``rate``; 0 when there is none."""


class KnowledgeHit(Record, frozen=True):
    """One entry that a search found."""

    id: int
    summary: str
    rate: float
    distance: float
    """Similarity to the query (inner product of the views that the search uses), in [-1, 1]; higher is closer."""
    source: str = ""
    tags: tuple[str, ...] = ()
    verified: bool = False


class KnowledgeFilter(Record, frozen=True):
    """What a search may return; an empty field does not restrict."""

    sources: tuple[str, ...] = ()
    """Any of these."""
    tags: tuple[str, ...] = ()
    """At least one of these."""
    verified: bool | None = None
    min_rate: float = 0.0
    constructs: tuple[str, ...] = ()
    """At least one of these constructs of the language in the slow code (``knowledge.constructs``)."""


class StoreInfo(Record, frozen=True):
    """What a knowledge base holds."""

    location: str
    backend: str
    entries: int
    embedder: str
    dimensions: int
    format: int
    encoder: str = ""
    """The sparse encoder of hybrid retrieval; empty for a base with dense vectors alone."""
    index: str = ""
    """How vectors are searched: flat (exact), hnsw, ivf-sq8, diskann."""
    sources: dict[str, int] = {}
    verified: int = 0
