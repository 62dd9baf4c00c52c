"""The retriever over the bundled patterns: real embedder, real entries, in memory."""

from __future__ import annotations

import pytest

from fasterpy.embed import StructuralEmbedder
from fasterpy.knowledge import InMemoryStore, pattern_entries
from fasterpy.records import CleanedCode, Source
from fasterpy.retrieve import VectorRetriever, VectorRetrieverConfig


def cleaned(text: str, *targets: str) -> CleanedCode:
    return CleanedCode(text=text, targets=targets, source=Source(path="x.py", raw=text.encode(), text=text))


KEEP = """
def active(users, banned):
    kept = []
    for user in users:
        if user in banned:
            kept.append(user)
    return kept
"""
QUEUE = """
def serve(clients):
    waiting = list(clients)
    served = []
    while waiting:
        client = waiting.pop(0)
        served.append(client)
    return served
"""


@pytest.fixture(scope="module")
def retriever() -> VectorRetriever:
    embedder = StructuralEmbedder()
    store = InMemoryStore(embedder.name)
    entries = pattern_entries()
    store.insert(entries, embedder.embed([entry.input for entry in entries]))
    return VectorRetriever(embedder, store, VectorRetrieverConfig(top_k=3))


def test_the_same_problem_is_found_first(retriever: VectorRetriever) -> None:
    found = retriever.retrieve([cleaned(KEEP), cleaned(QUEUE)])
    assert found[0][0].source == "patterns:containers/membership_list_to_set"
    assert found[1][0].source == "patterns:containers/queue_pop_front"
    assert all(suggestion.rate > 1 and -1 <= suggestion.distance <= 1.0001 for row in found for suggestion in row)


def test_a_batch_stays_aligned_when_some_queries_find_nothing(retriever: VectorRetriever) -> None:
    strict = VectorRetriever(retriever.embedder, retriever.store, VectorRetrieverConfig(threshold=0.75, top_k=1))
    found = strict.retrieve([cleaned("x = 1"), cleaned(KEEP), cleaned(""), cleaned(QUEUE)])
    assert [len(row) for row in found] == [0, 1, 0, 1]
    assert retriever.retrieve([]) == []


def test_one_by_one_equals_the_batch(retriever: VectorRetriever) -> None:
    texts = [cleaned(KEEP), cleaned("def broken(:"), cleaned(QUEUE)]
    for text, row in zip(texts, retriever.retrieve(texts), strict=True):
        alone = retriever.retrieve([text])[0]
        assert [s.source for s in alone] == [s.source for s in row]
        assert [s.distance for s in alone] == pytest.approx([s.distance for s in row], abs=1e-5)
