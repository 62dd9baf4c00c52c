"""Cost of the local Milvus base by size, next to exact search in numpy and FAISS in the same run.

    python benchmarks/retrieval/store_scale.py [--entries 20000] [--index hnsw] [--clusters 2000] [--json OUT]

Vectors are random directions, or scattered around centres (``--clusters``), as code is; sparse vectors 150 random
places out of 4,000 with a skew, as fingerprints have. Recall is of dense search (the paper's) against exact search in
numpy. Hybrid search is the default; its recall on random views means nothing, since they know nothing of one another
(the lab log has it for real code).
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fasterpy.knowledge import MilvusStore
from fasterpy.knowledge.milvus_index import KINDS
from fasterpy.records import KnowledgeEntry

QUERIES = 100
Vectors = NDArray[np.float32]


def directions(rng: np.random.Generator, count: int, centres: Vectors | None) -> Vectors:
    """Unit vectors; around the centres the noise is as long as a centre."""
    made = rng.normal(size=(count, 768)).astype(np.float32)
    if centres is not None:
        made = centres[rng.integers(len(centres), size=count)] * np.float32(768**0.5) + made
    unit: Vectors = made / np.linalg.norm(made, axis=1, keepdims=True)
    return unit


def places(rng: np.random.Generator, count: int) -> list[dict[int, float]]:
    drawn = (4000 * rng.random((count, 150)) ** 2).astype(int)
    return [{int(place): 1 / 150**0.5 for place in row} for row in drawn]


def timed(ask: Callable[[int], object]) -> list[float]:
    """Milliseconds of each query."""
    times = []
    for number in range(QUERIES):
        start = time.perf_counter()
        ask(number)
        times.append((time.perf_counter() - start) * 1e3)
    return times


def spread(result: dict[str, float], name: str, times: list[float]) -> None:
    result[f"{name} p50 ms"] = statistics.median(times)
    result[f"{name} p95 ms"] = sorted(times)[int(0.95 * len(times)) - 1]


def filled(path: Path, base: Vectors, terms: list[dict[int, float]], index: str) -> dict[str, float]:
    """Make the base; its costs."""
    count = len(base)
    entries = [
        KnowledgeEntry(input=f"for i in range({i}): pass\n" * 20, summary=f"Advice {i}.", rate=1.5, source=f"pie:{i}")
        for i in range(count)
    ]
    result: dict[str, float] = {"entries": count}
    start = time.perf_counter()
    with MilvusStore(str(path), "test", 768, create=True) as store:
        for i in range(0, count, 2000):
            store.insert(entries[i : i + 2000], base[i : i + 2000], terms[i : i + 2000])
        result["insert per second"] = count / (time.perf_counter() - start)
        if index != "flat":
            start = time.perf_counter()
            store.reindex(index)
            result[f"{index} built, s"] = time.perf_counter() - start
    result["megabytes on disk"] = sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6
    return result


def asked(path: Path, queries: Vectors, terms: list[dict[int, float]], result: dict[str, float]) -> list[set[str]]:
    """Search dense and hybrid, one by one and all at once; what the dense search found."""
    start = time.perf_counter()
    with MilvusStore(str(path), "test", 768) as store:
        result["open s"] = time.perf_counter() - start
        store.search(queries[:1], 10)
        found: list[set[str]] = []
        spread(
            result,
            "single",
            timed(lambda n: found.append({hit.source for hit in store.search(queries[n : n + 1], 10)[0]})),
        )
        start = time.perf_counter()
        store.search(queries, 10)
        result["batch of 100, ms per query"] = (time.perf_counter() - start) * 10
        spread(result, "hybrid", timed(lambda n: store.search(queries[n : n + 1], 10, sparse=[terms[n]])))
        start = time.perf_counter()
        store.search(queries, 10, sparse=terms)
        result["hybrid, batch of 100, ms per query"] = (time.perf_counter() - start) * 10
    return found


def exact(base: Vectors, queries: Vectors, result: dict[str, float]) -> list[set[str]]:
    """The same by numpy, and by FAISS where it is there."""
    found: list[set[str]] = []
    spread(
        result,
        "numpy exact",
        timed(lambda n: found.append({f"pie:{i}" for i in np.argpartition(-(base @ queries[n]), 10)[:10]})),
    )
    try:
        import faiss
    except ImportError:
        return found
    index = faiss.IndexFlatIP(768)
    index.add(base)
    spread(result, "FAISS exact", timed(lambda n: index.search(queries[n : n + 1], 10)))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--index", choices=[kind for kind in KINDS if kind != "auto"], default="flat")
    parser.add_argument("--clusters", type=int, default=0, help="0: directions without any order")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rng = np.random.default_rng(0)
    centres = directions(rng, options.clusters, None) if options.clusters else None
    base, queries = directions(rng, options.entries, centres), directions(rng, QUERIES, centres)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kb.db"
        result = filled(path, base, places(rng, options.entries), options.index)
        found = asked(path, queries, places(rng, QUERIES), result)
    agree = sum(len(one & other) for one, other in zip(found, exact(base, queries, result), strict=True))
    result["recall@10"] = agree / (10 * QUERIES)
    for name, value in result.items():
        sys.stdout.write(f"{name:36} {value:,.2f}\n")
    if options.json:
        options.json.write_text(json.dumps({"format": 1, **result}, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
