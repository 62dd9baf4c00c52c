"""What every KnowledgeStore promises, on memory and on Milvus Lite; then what only Milvus Lite can get wrong."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from fasterpy.errors import StoreError
from fasterpy.knowledge import InMemoryStore, MilvusStore
from fasterpy.knowledge.milvus_lite import remove, swap
from fasterpy.protocols import KnowledgeStore
from fasterpy.records import KnowledgeEntry, KnowledgeFilter

WIDTH = 16


def entry(number: int, **fields: object) -> KnowledgeEntry:
    values: dict[str, object] = {
        "input": f"for i in range({number}): pass",
        "summary": f"Advice {number}: use “é” and 'quotes' and \"more\".",
        "rate": 1.0 + number,
        "target": f"pass  # {number}",
        "source": f"{'pie' if number % 2 else 'patterns'}:{number}",
        "tags": ("even" if number % 2 == 0 else "odd", f"t{number}"),
        "licence": "MIT",
        "verified": number % 3 == 0,
        "provenance": f"file.jsonl:{number}",
        "count": number + 1,
        "reported_rate": 0.5 * number,
    }
    return KnowledgeEntry(**{**values, **fields})  # type: ignore[arg-type]


def vectors(count: int, seed: int = 0) -> np.ndarray:
    made = np.random.default_rng(seed).normal(size=(count, WIDTH)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


@pytest.fixture(params=["memory", "milvus"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[KnowledgeStore]:
    opened: KnowledgeStore
    if request.param == "memory":
        opened = InMemoryStore("test", WIDTH)
    else:
        opened = MilvusStore(str(tmp_path / "kb.db"), "test", WIDTH, create=True)
    yield opened
    opened.close()


def test_search_gives_the_closest_first_in_order_of_queries(store: KnowledgeStore) -> None:
    base = vectors(40)
    store.insert([entry(i) for i in range(40)], base)
    queries = vectors(7, seed=1)
    found = store.search(queries, 5)
    exact = np.argsort(-(queries @ base.T), axis=1)[:, :5]
    assert [[hit.rate - 1 for hit in hits] for hits in found] == exact.astype(float).tolist()
    for query, hits in zip(queries, found, strict=True):
        for hit in hits:
            number = int(hit.rate - 1)
            assert hit.distance == pytest.approx(float(query @ base[number]), abs=1e-5)
            assert hit.summary == entry(number).summary
            assert (hit.source, hit.tags, hit.verified) == (
                entry(number).source,
                entry(number).tags,
                entry(number).verified,
            )


def test_threshold_keeps_the_batch_aligned(store: KnowledgeStore) -> None:
    base = vectors(10)
    store.insert([entry(i) for i in range(10)], base)
    queries = np.vstack([base[3], -base[3], base[4]])
    found = store.search(queries, 3, threshold=0.999)
    assert [[hit.rate for hit in hits] for hits in found] == [[4.0], [], [5.0]]


@pytest.mark.parametrize(
    ("where", "wanted"),
    [
        (KnowledgeFilter(sources=("pie",)), {1, 3, 5, 7, 9}),
        (KnowledgeFilter(sources=("pi",)), set()),
        (KnowledgeFilter(tags=("even", "t7")), {0, 2, 4, 6, 8, 7}),
        (KnowledgeFilter(verified=True), {0, 3, 6, 9}),
        (KnowledgeFilter(verified=False, min_rate=6.5), {7, 8}),
        (KnowledgeFilter(sources=('"', "' or id > 0"), tags=("\\",)), set()),
        (KnowledgeFilter(), set(range(10))),
    ],
)
def test_filters(store: KnowledgeStore, where: KnowledgeFilter, wanted: set[int]) -> None:
    store.insert([entry(i) for i in range(10)], vectors(10))
    assert {int(hit.rate - 1) for hit in store.search(vectors(1, 5), 100, where=where)[0]} == wanted


def test_hybrid_similarity_is_the_exact_sum_of_both_inner_products(store: KnowledgeStore) -> None:
    base, rng = vectors(60), np.random.default_rng(3)
    terms = [{int(place): float(rng.random()) for place in rng.integers(0, 90, 6)} for _ in base]
    terms[5] = {}
    store.insert([entry(i) for i in range(60)], base, terms)
    asked = [terms[3], {}, {1_000_000_007: 1.0}]
    found = store.search(vectors(3, seed=4), 4, sparse=asked)
    for query, wanted, hits in zip(vectors(3, seed=4), asked, found, strict=True):
        shared = np.array([sum(value * row.get(place, 0.0) for place, value in wanted.items()) for row in terms])
        exact = base @ query + shared
        assert [hit.rate - 1 for hit in hits] == np.argsort(-exact)[:4].tolist()
        assert [hit.distance for hit in hits] == pytest.approx(sorted(exact, reverse=True)[:4], abs=1e-5)


def test_sparse_vectors_that_do_not_fit_are_refused(store: KnowledgeStore) -> None:
    with pytest.raises(StoreError, match="as many sparse"):
        store.insert([entry(0)], vectors(1), [])
    with pytest.raises(StoreError, match="NaN"):
        store.search(vectors(1), 1, sparse=[{1: float("inf")}])


def test_constructs_filter(store: KnowledgeStore) -> None:
    texts = ["for a in b:\n    for c in a:\n        c()", "def f(n):\n    return f(n - 1)", "import numpy", "x = ("]
    store.insert([entry(i, input=text) for i, text in enumerate(texts)], vectors(4))
    for names, wanted in [(("nested-loop",), {0}), (("recursion", "numpy"), {1, 2}), (("async",), set())]:
        hits = store.search(vectors(1), 9, where=KnowledgeFilter(constructs=names))[0]
        assert {int(hit.rate - 1) for hit in hits} == wanted


def test_forgetting_by_source(store: KnowledgeStore) -> None:
    store.insert([entry(i) for i in range(10)], vectors(10))
    assert store.forget(KnowledgeFilter(sources=("pie",))) == 5
    assert store.info().sources == {"patterns": 5}
    assert all(hit.source.startswith("patterns") for hit in store.search(vectors(1), 20)[0])
    with pytest.raises(StoreError, match="what to forget"):
        store.forget(KnowledgeFilter())


def test_the_same_entry_is_kept_once(store: KnowledgeStore) -> None:
    assert store.insert([entry(1), entry(2), entry(1)], vectors(3)) == 2
    assert store.insert([entry(2), entry(3)], vectors(2)) == 1
    assert store.info().entries == 3


def test_info_and_export(store: KnowledgeStore) -> None:
    entries = [entry(i) for i in range(7)]
    store.insert(entries, vectors(7))
    info = store.info()
    assert (info.entries, info.embedder, info.dimensions, info.verified) == (7, "test", WIDTH, 3)
    assert info.sources == {"patterns": 4, "pie": 3}
    out = list(store.export())
    assert sorted(out, key=lambda e: e.rate) == entries


def test_nothing_in_nothing_out(store: KnowledgeStore) -> None:
    assert store.search(vectors(2), 3) == [[], []]
    assert store.insert([], vectors(0)) == 0
    assert store.search(vectors(0), 3) == []
    assert list(store.export()) == []


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (entry(1, input="  "), "no code"),
        (entry(1, summary=""), "no summary"),
        (entry(1, rate=float("nan")), "rate"),
        (entry(1, rate=0.0), "rate"),
        (entry(1, input="é" * 40_000), "longer"),
        (entry(1, input="\udc80"), "UTF-8"),
    ],
)
def test_a_bad_entry_is_refused_and_nothing_is_stored(store: KnowledgeStore, bad: KnowledgeEntry, why: str) -> None:
    with pytest.raises(StoreError, match=why):
        store.insert([entry(0), bad], vectors(2))
    assert store.info().entries == 0


def test_wrong_shapes_are_refused(store: KnowledgeStore) -> None:
    with pytest.raises(StoreError, match="shape"):
        store.insert([entry(0)], np.zeros((1, WIDTH + 1), dtype=np.float32))
    with pytest.raises(StoreError, match="shape"):
        store.search(np.zeros((1, WIDTH - 1), dtype=np.float32), 1)
    with pytest.raises(StoreError, match="NaN"):
        store.insert([entry(0)], np.full((1, WIDTH), np.nan, dtype=np.float32))


# ------------------------------------------------------------------------------------------------------- Milvus Lite


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = tmp_path / "base.db"
    with MilvusStore(str(path), "test", WIDTH, create=True) as made:
        made.insert([entry(i) for i in range(20)], vectors(20))
    return path


def test_reopening_finds_everything(filled: Path) -> None:
    for _ in range(2):
        with MilvusStore(str(filled), "test", WIDTH) as store:
            assert store.info().entries == 20
    with MilvusStore(str(filled)) as store:
        assert store.info().embedder == "test"


def test_two_stores_of_one_process_share_the_base(filled: Path) -> None:
    with MilvusStore(str(filled), "test", WIDTH) as first:
        with MilvusStore(str(filled), "test", WIDTH) as second:
            assert second.info().entries == 20
        assert first.info().entries == 20


def test_another_embedder_says_what_to_run(filled: Path) -> None:
    with pytest.raises(StoreError, match=r"built with the embedder 'test'.*kb build --to"):
        MilvusStore(str(filled), "other", WIDTH)
    with pytest.raises(StoreError, match="dimensions"):
        MilvusStore(str(filled), "test", WIDTH * 2)


def test_another_sparse_encoder_says_what_to_run(filled: Path) -> None:
    with pytest.raises(StoreError, match="kb compact"):
        MilvusStore(str(filled), "test", WIDTH, encoder="fingerprint-9")


def test_swapping_in_a_new_base_keeps_the_old_one_until_it_is_free(filled: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.db"
    with MilvusStore(str(new), "test", WIDTH, create=True) as made:
        made.insert([entry(1)], vectors(1))
    child = hold(filled, 60)
    try:
        with pytest.raises(StoreError, match="in use"):
            swap(new, filled, wait_s=0.2)
        assert new.exists()
    finally:
        child.kill()
        child.wait()
        assert child.stdout is not None
        child.stdout.close()
    swap(new, filled)
    with MilvusStore(str(filled), "test", WIDTH) as store:
        assert store.info().entries == 1
    assert not new.exists()


def test_a_missing_base_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kb build --to"):
        MilvusStore(str(tmp_path / "no.db"), "test", WIDTH)
    assert not (tmp_path / "no.db").exists()


def test_what_is_not_a_base_is_left_alone(tmp_path: Path) -> None:
    file, folder = tmp_path / "file.db", tmp_path / "folder.db"
    file.write_bytes(b"SQLite format 3\x00")
    folder.mkdir()
    (folder / "thesis.txt").write_text("precious")
    for path in (file, folder):
        with pytest.raises(StoreError):
            MilvusStore(str(path), "test", WIDTH, create=True)
        with pytest.raises(StoreError):
            remove(path)
    assert (folder / "thesis.txt").read_text() == "precious"
    with pytest.raises(StoreError, match=r"\.db"):
        MilvusStore(str(tmp_path / "plain"), "test", WIDTH, create=True)


@pytest.mark.parametrize("victim", ["schema.json", "manifest.json", "*.parquet"])
def test_a_damaged_base_is_a_clear_error(filled: Path, victim: str) -> None:
    found = [*filled.rglob(victim), *filled.rglob(victim + ".prev")]
    assert found
    for path in found:
        path.write_bytes(b"garbage" * 10)
    with pytest.raises(StoreError, match=r"damaged.*kb build"), MilvusStore(str(filled), "test", WIDTH) as store:
        store.search(vectors(1), 1)
    remove(filled)
    with MilvusStore(str(filled), "test", WIDTH, create=True) as store:
        assert store.info().entries == 0


def test_an_unreachable_server_is_a_clear_error() -> None:
    with pytest.raises(StoreError, match="check the URI"):
        MilvusStore("http://127.0.0.1:9", "test", WIDTH, timeout_s=1.0)


HOLD = """
import signal, sys, time
from fasterpy.knowledge import MilvusStore
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the tests are a background job
with MilvusStore(sys.argv[1], "test", 16) as store:
    print(store.info().entries, flush=True)
    time.sleep(float(sys.argv[2]))
print("closed", flush=True)
"""


def hold(path: Path, seconds: float) -> subprocess.Popen[str]:
    child = subprocess.Popen([sys.executable, "-c", HOLD, str(path), str(seconds)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "20\n"
    return child


def test_a_second_process_waits_its_turn_or_says_so(filled: Path) -> None:
    child = hold(filled, 60)
    try:
        with pytest.raises(StoreError, match="in use by another process"):
            MilvusStore(str(filled), "test", WIDTH, wait_s=0.2)
        child.kill()  # as a crash would: the lock goes with the process
        with MilvusStore(str(filled), "test", WIDTH, wait_s=30) as store:
            assert store.info().entries == 20
    finally:
        child.kill()
        child.wait()
        assert child.stdout is not None
        child.stdout.close()


def test_ctrl_c_ends_the_process_and_frees_the_base(filled: Path) -> None:
    child = hold(filled, 60)
    time.sleep(0.1)
    child.send_signal(signal.SIGINT)
    try:
        assert child.wait(timeout=60) != 0
    finally:
        child.kill()
        child.wait()
        assert child.stdout is not None
        child.stdout.close()
    with MilvusStore(str(filled), "test", WIDTH, wait_s=0.2) as store:
        assert store.info().entries == 20


FORKS = """
import collections, subprocess, sys, tempfile
from fasterpy.knowledge import MilvusStore
with tempfile.TemporaryDirectory() as folder, MilvusStore(folder + "/k.db", "test", 8, create=True):
    codes = collections.Counter(
        subprocess.run([sys.executable, "-S", "-c", ""], preexec_fn=lambda: None, check=False).returncode
        for _ in range(80)
    )
print(dict(codes))
"""


def test_programs_that_are_forked_while_a_base_is_open_live() -> None:
    done = subprocess.run([sys.executable, "-c", FORKS], capture_output=True, text=True, timeout=300, check=False)
    assert done.stdout == "{0: 80}\n", done.stderr
