"""The retriever over the bundled patterns: real embedder, real entries, in memory."""

from __future__ import annotations

import pytest

from fasterpy.embed import StructuralEmbedder
from fasterpy.embed.fingerprint import Fingerprint
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
    """As the command line composes it, except for the detectors."""
    embedder, encoder = StructuralEmbedder(), Fingerprint()
    store = InMemoryStore(embedder.name)
    entries = pattern_entries()
    codes, words = [entry.input for entry in entries], [entry.summary for entry in entries]
    store.insert(entries, embedder.embed(codes), encoder.entries(codes, words))
    config = VectorRetrieverConfig(top_k=3)
    return VectorRetriever(embedder, store, config, encoder=encoder, advise=lambda text: "")


def test_the_same_problem_is_found_first(retriever: VectorRetriever) -> None:
    found = retriever.retrieve([cleaned(KEEP), cleaned(QUEUE)])
    assert found[0][0].source == "patterns:containers/membership_list_to_set"
    assert found[1][0].source == "patterns:containers/queue_pop_front"
    assert all(suggestion.rate > 1 and -1 <= suggestion.distance <= 1.0001 for row in found for suggestion in row)


def test_a_batch_stays_aligned_when_some_queries_find_nothing(retriever: VectorRetriever) -> None:
    strict = VectorRetriever(retriever.embedder, retriever.store, VectorRetrieverConfig(threshold=0.5, top_k=1))
    found = strict.retrieve([cleaned("x = 1"), cleaned(KEEP), cleaned(""), cleaned(QUEUE)])
    assert [len(row) for row in found] == [0, 1, 0, 1]
    assert retriever.retrieve([]) == []


def test_one_by_one_equals_the_batch(retriever: VectorRetriever) -> None:
    texts = [cleaned(KEEP), cleaned("def broken(:"), cleaned(QUEUE)]
    for text, row in zip(texts, retriever.retrieve(texts), strict=True):
        alone = retriever.retrieve([text])[0]
        assert [s.source for s in alone] == [s.source for s in row]
        assert [s.distance for s in alone] == pytest.approx([s.distance for s in row], abs=1e-5)


IN_CONTEXT = """
import logging

LIMIT = 10


class Report:
    def __init__(self, rows):
        self.rows = rows

    def total(self, rows):
        return self.helper([len(row) for row in rows])

    def helper(self, values):
        text = ""
        for value in values:
            text = str(value) + text
        return text

    def unrelated(self, tasks):
        done = []
        while tasks:
            done.append(tasks.pop(0))
        return done


def caller(rows):
    for row in rows:
        logging.info(row)
    return Report(rows).total(rows)
"""


def test_what_the_target_uses_is_searched_and_what_it_does_not_use_is_not(retriever: VectorRetriever) -> None:
    found = retriever.retrieve([cleaned(IN_CONTEXT, "Report.total")])[0]
    assert ("patterns:strings/reverse_by_prepend", "Report.helper") in [(s.source, s.place) for s in found]
    assert "patterns:containers/queue_pop_front" not in [s.source for s in found]


TWO_LOOPS = """
def audit(accounts, closed, log):
    names = []
    for account in accounts:
        names.append(account.name.strip().title())
    for number in range(len(log)):
        print(log[number], names)
    pending = list(accounts)
    while pending:
        account = pending.pop(0)
        log.append(account)
    return names
"""


def test_each_loop_is_looked_at_by_itself(retriever: VectorRetriever) -> None:
    sources = [s.source for s in retriever.retrieve([cleaned(TWO_LOOPS, "audit")])[0]]
    assert "patterns:containers/queue_pop_front" in sources
